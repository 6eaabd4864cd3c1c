// What stands around every story: a fresh provider on a mock server, theme, locale, direction and zoom.
import type { Decorator, Preview } from '@storybook/react-vite'
import { type ComponentProps, lazy, Suspense, useEffect } from 'react'
import { configure } from 'storybook/test'
import '../packages/ui/src/theme/index.css'
import '@fontsource-variable/inter'
import '@fontsource-variable/noto-sans-arabic'
import './preview.css'
import { atRest } from './at-rest.ts'
import { plainProps } from './docs/props-table.ts'
import { Harbor } from './Harbor.tsx'
import type { Scenario } from './scenario.ts'
import { SCENARIOS } from './scenarios.ts'

/** One of the toolbar's lists. */
const choice = (
  title: string,
  icon: 'mirror' | 'globe' | 'transfer' | 'beaker' | 'zoom',
  ...values: string[]
) => ({
  toolbar: { title, icon, dynamicTitle: true, items: values.map((value) => ({ value, title: value })) },
})

/** What the toolbar sets for the whole page. */
interface Surroundings {
  theme: string
  direction: string
  locale: string
  zoom: string
  scenario: string
}

function usePage({ theme, direction, locale, zoom }: Surroundings) {
  useEffect(() => {
    const { documentElement: root } = document
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme
    root.style.zoom = String(Number.parseInt(zoom, 10) / 100)
    root.dir = direction === 'auto' ? (locale === 'ar' ? 'rtl' : 'ltr') : direction
    root.lang = locale
    // Large, and for one language alone.
    if (locale === 'ja') void import('@fontsource-variable/noto-sans-jp')
  }, [theme, direction, locale, zoom])
}

const aroundEveryStory: Decorator = (Story, { id, globals, parameters }) => {
  const page = globals as unknown as Surroundings
  const { locale, scenario } = page
  const own: Scenario | undefined = parameters.mooring
  usePage(page)
  return (
    <Harbor
      key={`${id} ${own ? '' : scenario} ${locale}`}
      scenario={own ?? SCENARIOS[scenario] ?? {}}
      locale={locale}
    >
      <div className="stage">
        <Story />
      </div>
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
configure({ asyncUtilTimeout: 5_000 })

const told: string[] = []

const preview: Preview = {
  decorators: [aroundEveryStory],
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
        order: ['Welcome', 'Gallery', 'The journey', 'Theme', 'Components', 'Hooks', 'Flows', 'Every state'],
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
  initialGlobals: { theme: 'system', direction: 'auto', locale: 'en', zoom: '100 %', scenario: 'Connected' },
  globalTypes: {
    theme: choice('Theme', 'mirror', 'system', 'light', 'dark'),
    locale: choice('Locale', 'globe', 'en', 'de', 'es', 'fr', 'ja', 'ar'),
    direction: choice('Direction', 'transfer', 'auto', 'ltr', 'rtl'),
    zoom: choice('Zoom', 'zoom', '100 %', '200 %', '400 %'),
    scenario: choice('Scenario', 'beaker', ...Object.keys(SCENARIOS)),
  },
  // A story that logs an error is a broken story.
  beforeEach() {
    const { error } = console
    told.length = 0
    console.error = (...words) => {
      told.push(words.map(String).join(' '))
      error(...words)
    }
    return () => {
      console.error = error
    }
  },
  async afterEach() {
    await atRest()
    if (told.length > 0) throw new Error(`The story logged errors:\n${told.join('\n')}`)
  },
}

export default preview
