// Compares what components look like with the pictures beside this file: wide in light, narrow in the dark, some in Arabic.
import { composeStories, setProjectAnnotations } from '@storybook/react-vite'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { FIXTURE_NOW } from '../../packages/contract/src/fixtures/index.ts'
import { atRest } from '../at-rest.ts'
import preview from '../preview.tsx'

setProjectAnnotations([preview])

type Shown = { run: () => Promise<void> }

const files = import.meta.glob<Parameters<typeof composeStories>[0]>(
  '../../packages/ui/src/components/*/*.stories.tsx',
)

/** What is worth a picture: one story per component that shows the most of it. */
const SUBJECTS: Readonly<Record<string, string>> = {
  CompanyMismatchDialog: 'ThreeWays',
  ConfirmCompanyDialog: 'Sandbox',
  ConnectButton: 'ToConnect',
  ConnectionBanner: 'NeedsAttention',
  ConnectionHealth: 'Connected',
  ConnectionHistory: 'More',
  ConnectionNotifications: 'Open',
  ConnectionStatus: 'CardNeedsAttention',
  DataSourceList: 'Several',
  DisconnectDialog: 'WithImpact',
  DisconnectGuide: 'Named',
  IntegrationTile: 'On',
  ReadinessChecklist: 'NotReady',
  ReauthorizeMenu: 'Open',
  SetupProgress: 'ConfigurationRequired',
  SyncProgress: 'PausedRevoked',
}

const LOOKS: Record<string, { size: [number, number]; globals: Record<string, string> }> = {
  wide: { size: [1280, 720], globals: { theme: 'light' } },
  'narrow-dark': { size: [320, 900], globals: { theme: 'dark' } },
  'narrow-rtl': { size: [320, 900], globals: { theme: 'light', direction: 'rtl', locale: 'ar' } },
}

async function storyOf(component: string, globals: Record<string, string>): Promise<Shown> {
  const [path] = Object.keys(files).filter((file) => file.endsWith(`/${component}.stories.tsx`))
  const module = await files[path ?? '']?.()
  if (!module) throw new Error(`There is no story file of ${component}.`)
  const stories: Record<string, Shown> = composeStories(module, { initialGlobals: globals })
  const story = stories[SUBJECTS[component] ?? '']
  if (!story) throw new Error(`${component} has no such story.`)
  return story
}

/** Resolves once the story shows what it is about: nothing is on its way any more, the dialog open. */
async function drawn(component: string): Promise<void> {
  const shown = component.endsWith('Dialog') ? 'dialog[open]' : '.stage > :not(:empty)'
  await expect.poll(() => document.querySelector(shown)).not.toBeNull()
  await expect.poll(() => document.querySelector('.mooring-skeleton, [aria-busy="true"]')).toBeNull()
  await atRest()
}

// A font that comes late moves what stands already.
beforeAll(() => Promise.all(Array.from(document.fonts, (face) => face.load())))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(FIXTURE_NOW) })
  document.body.style.padding = '16px'
})

afterEach(() => {
  vi.useRealTimers()
})

const cases = Object.keys(SUBJECTS).flatMap((component) =>
  Object.entries(LOOKS).map(([name, look]) => ({ component, name, ...look })),
)

it.each(cases)('$component looks as in its picture, $name', async ({ component, name, size, globals }) => {
  await page.viewport(...size)
  const story = await storyOf(component, globals)
  await story.run()
  await drawn(component)
  await expect(page).toMatchScreenshot(`${component}-${name}`)
})
