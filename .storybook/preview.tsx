// What stands around every story: a fresh provider on a mock server, theme, locale and direction.
import type { Decorator, Preview } from '@storybook/react-vite'
import { type ReactNode, useEffect, useState } from 'react'
import { QuickBooksProvider } from '../packages/ui/src/index.ts'
import '../packages/ui/src/theme/index.css'
import './preview.css'
import { atRest } from './at-rest.ts'
import { createMockServer } from './mock-server.ts'
import { SCENARIOS, type Scenario } from './scenarios.ts'

/** One of the toolbar's lists. */
const choice = (title: string, icon: 'mirror' | 'globe' | 'transfer' | 'beaker', ...values: string[]) => ({
  toolbar: { title, icon, dynamicTitle: true, items: values.map((value) => ({ value, title: value })) },
})

/** One story's own adapter: made when the story is shown, gone with it. */
function Harbor({ scenario, locale, children }: { scenario: Scenario; locale: string; children: ReactNode }) {
  const [mock] = useState(() => createMockServer(scenario, Date.now))
  return (
    <QuickBooksProvider basePath="/api/quickbooks" fetch={mock} locale={locale}>
      {children}
    </QuickBooksProvider>
  )
}

function Surroundings({ theme, direction, locale }: { theme: string; direction: string; locale: string }) {
  useEffect(() => {
    const { documentElement: root } = document
    root.style.colorScheme = theme === 'system' ? 'light dark' : theme
    root.dir = direction
    root.lang = locale
  }, [theme, direction, locale])
  return null
}

const aroundEveryStory: Decorator = (Story, { id, globals, parameters }) => {
  const { theme, direction, locale, scenario } = globals as Record<string, string>
  const own: Scenario | undefined = parameters.mooring
  return (
    <>
      <Surroundings theme={theme ?? 'system'} direction={direction ?? 'ltr'} locale={locale ?? 'en'} />
      <Harbor
        key={`${id} ${own ? '' : scenario} ${locale}`}
        scenario={own ?? SCENARIOS[scenario ?? ''] ?? {}}
        locale={locale ?? 'en'}
      >
        <Story />
      </Harbor>
    </>
  )
}

const told: string[] = []

const preview: Preview = {
  tags: ['autodocs'],
  decorators: [aroundEveryStory],
  parameters: {
    a11y: {
      test: 'error',
      options: { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
      // A component is no page: landmarks and headings belong to the host.
      config: { rules: ['region', 'page-has-heading-one'].map((id) => ({ id, enabled: false })) },
    },
  },
  initialGlobals: { theme: 'system', direction: 'ltr', locale: 'en', scenario: 'connected' },
  globalTypes: {
    theme: choice('Theme', 'mirror', 'system', 'light', 'dark'),
    locale: choice('Locale', 'globe', 'en', 'de', 'es', 'fr', 'ja', 'ar'),
    direction: choice('Direction', 'transfer', 'ltr', 'rtl'),
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
