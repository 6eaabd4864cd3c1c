// What is around every story: a fresh provider on an adapter of its own, theme, locale, direction and zoom.
import type { Decorator, Parameters, Preview } from '@storybook/react-vite'
import { type ComponentProps, lazy, Suspense, useEffect } from 'react'
import { configure } from 'storybook/test'
import '../packages/ui/src/theme/index.css'
import '../packages/ui/src/components/operations-board/operations-board.css'
import '@fontsource-variable/inter'
import '@fontsource-variable/noto-sans-arabic'
import './preview.css'
import { atRest } from './at-rest.ts'
import { plainProps } from './docs/props-table.ts'
import { Harbor } from './Harbor.tsx'
import { StateCaption } from './StateCaption.tsx'
import { changed, type Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'
import { loadWords } from './words.ts'

type Choices = readonly (readonly [value: string, title: string])[]

/** One of the toolbar's lists. */
const choice = (
  title: string,
  icon: 'mirror' | 'globe' | 'transfer' | 'beaker' | 'zoom',
  choices: Choices,
) => ({
  description: title,
  toolbar: {
    title,
    icon,
    dynamicTitle: true,
    items: choices.map(([value, title]) => ({ value, title })),
  },
})

/** What the toolbar sets for the whole page. */
interface Surroundings {
  theme: string
  direction: string
  locale: string
  zoom: string
  scenario: string
}

const directionOf = ({ direction, locale }: Surroundings) =>
  direction === 'auto' ? (locale === 'ar' ? 'rtl' : 'ltr') : direction

const factorOf = ({ zoom }: Surroundings) => String(Number(zoom) / 100)

/** Sets the page as the toolbar says, where a story has it to itself; of a docs page it is one part. */
function usePage(surroundings: Surroundings, isAlone: boolean) {
  const { theme, locale } = surroundings
  const dir = directionOf(surroundings)
  const zoom = factorOf(surroundings)
  useEffect(() => {
    // Large, and for one language alone.
    if (locale === 'ja') void import('@fontsource-variable/noto-sans-jp')
    if (!isAlone) return
    const { documentElement: root } = document
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme
    root.style.zoom = zoom
    root.dir = dir
    root.lang = locale
  }, [theme, dir, zoom, locale, isAlone])
}

/** What the story starts from: its own scenario, unless the toolbar says another. */
function scenarioOf(chosen: string, { mooring, change }: Parameters): Scenario {
  const scenario: Scenario = SCENARIOS.get(chosen)?.mooring ?? mooring ?? {}
  return change ? changed(scenario, change) : scenario
}

const aroundEveryStory: Decorator = (Story, { id, globals, parameters, tags, viewMode }) => {
  const page = globals as unknown as Surroundings
  const isAlone = viewMode !== 'docs'
  usePage(page, isAlone)
  const part = isAlone ? {} : { dir: directionOf(page), lang: page.locale, style: { zoom: factorOf(page) } }
  const caption = SCENARIOS.get(page.scenario)?.caption ?? parameters.caption
  return (
    <Harbor
      key={`${id} ${page.scenario}`}
      scenario={scenarioOf(page.scenario, parameters)}
      locale={page.locale}
    >
      <div className="stage" {...part}>
        <Story />
      </div>
      {tags.includes('every-state') && <StateCaption {...caption} />}
    </Harbor>
  )
}

// On demand, as what docs are made of would slow down every test.
const DocsPage = lazy(() => import('./docs/DocsPage.tsx').then(({ DocsPage }) => ({ default: DocsPage })))

const docsContainer = (props: ComponentProps<typeof DocsPage>) => (
  <Suspense>
    <DocsPage {...props} />
  </Suspense>
)

// A story may be one of many on a page, and come late.
configure({ asyncUtilTimeout: 10_000 })

const logged: string[] = []

const preview: Preview = {
  decorators: [aroundEveryStory],
  loaders: [loadWords],
  argTypesEnhancers: [plainProps],
  parameters: {
    a11y: {
      test: 'error',
      options: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      // A component is no page: landmarks and headings belong to the host.
      config: { rules: ['region', 'page-has-heading-one'].map((id) => ({ id, enabled: false })) },
    },
    docs: { container: docsContainer, toc: { headingSelector: 'h2' } },
    options: {
      storySort: {
        order: [
          'Welcome',
          'Gallery',
          'The journey',
          'Flows',
          'Components',
          // The four that give the whole journey, then the rest in the order of the contract.
          [
            'QuickBooksProvider',
            'ConnectButton',
            'ConnectionStatus',
            'ReauthorizeMenu',
            'DisconnectDialog',
            'DisconnectButton',
            'IntegrationTile',
            'DataSourceList',
            'ConnectionBanner',
            'ConnectionNotifications',
            'ConfirmCompanyDialog',
            'CompanyMismatchDialog',
            'SetupProgress',
            'SyncProgress',
            'ReadinessChecklist',
            'ConnectionHistory',
            'ConnectionHealth',
            'WrittenRecords',
            'SupportDetails',
            'RequestReauthorization',
            'DisconnectGuide',
            'OperationsBoard',
          ],
          'Hooks',
          'Theme',
          'Every state',
        ],
      },
    },
    viewport: {
      options: {
        phone: { name: '320 px', styles: { width: '320px', height: '720px' } },
        tablet: { name: '768 px', styles: { width: '768px', height: '1024px' } },
        desktop: { name: '1280 px', styles: { width: '1280px', height: '800px' } },
      },
    },
  },
  initialGlobals: {
    theme: 'system',
    direction: 'auto',
    locale: import.meta.env.STORYBOOK_LOCALE ?? 'en',
    zoom: '100',
    scenario: 'own',
  },
  globalTypes: {
    theme: choice('Theme', 'mirror', [
      ['system', 'System theme'],
      ['light', 'Light'],
      ['dark', 'Dark'],
    ]),
    locale: choice('Language', 'globe', [
      ['en', 'English'],
      ['de', 'German'],
      ['es', 'Spanish'],
      ['fr', 'French'],
      ['ja', 'Japanese'],
      ['ar', 'Arabic'],
    ]),
    direction: choice('Direction', 'transfer', [
      ['auto', 'Auto direction'],
      ['ltr', 'Left to right'],
      ['rtl', 'Right to left'],
    ]),
    zoom: choice('Zoom', 'zoom', [
      ['100', '100 %'],
      ['200', '200 %'],
      ['400', '400 %'],
    ]),
    scenario: choice('Scenario', 'beaker', [
      ['own', 'Story’s own scenario'],
      ...Array.from(SCENARIOS, ([name, { caption }]) => [name, caption.title] as const),
    ]),
  },
  // A story that logs an error is a broken story.
  beforeEach() {
    const { error } = console
    logged.length = 0
    console.error = (...words) => {
      logged.push(words.map(String).join(' '))
      error(...words)
    }
    return () => {
      console.error = error
    }
  },
  async afterEach() {
    await atRest()
    if (logged.length > 0) throw new Error(`The story logged errors:\n${logged.join('\n')}`)
  },
}

export default preview
