// The kit's words in the language of the story, and what play functions find and press by them.
import type { StoryContext } from '@storybook/react-vite'
import { screen } from 'storybook/test'
import type { DisconnectWhy } from '../packages/contract/src/index.ts'
import { en } from '../packages/messages/src/en.ts'
import { enComponents } from '../packages/messages/src/en-components.ts'
import { enLinks } from '../packages/messages/src/en-links.ts'
import { enOnDemand } from '../packages/messages/src/en-on-demand.ts'
import { enPanelNames } from '../packages/messages/src/en-panel-names.ts'
import { enPanels } from '../packages/messages/src/en-panels.ts'
import { enWrites } from '../packages/messages/src/en-writes.ts'
import { loadLanguage } from '../packages/messages/src/languages.ts'
import { type Messages, say } from '../packages/messages/src/messages.ts'

const english: Messages = {
  ...en,
  ...enComponents,
  ...enOnDemand,
  ...enPanelNames,
  ...enPanels,
  ...enWrites,
  ...enLinks,
}

/** Loads them before the story is drawn, so that nothing is checked while it has none. */
export async function loadWords({ globals }: Pick<StoryContext, 'globals'>): Promise<{ words: Messages }> {
  return { words: (await loadLanguage(globals.locale)) ?? english }
}

type LoadedStory = Pick<StoryContext, 'loaded'>

/** What a play function is handed, as far as it is needed to press what bears a word. */
export type Steps = Pick<StoryContext, 'loaded' | 'userEvent'>

/** The keys of the words that name nothing. */
type Key = { [Key in keyof Messages]: Messages[Key] extends string ? Key : never }[keyof Messages]

/** A reason, or a status that has none. */
export type Row = keyof Messages['headlines']

/** Every word as it is written on the page. */
export const wordsOf = ({ loaded }: LoadedStory): Messages => loaded.words

/** What is true of a company. */
export function headlineOf(story: LoadedStory, row: Row, company: string): string {
  return say(wordsOf(story).headlines[row], { company, date: '', checked: '' })
}

/** For texts: by default a space that must not break is taken for one that may, and nothing with it is found. */
export const AS_WRITTEN = { normalizer: (text: string): string => text.trim() }

/** Finds what bears this word as its accessible name, in a dialog or a menu too. */
export const named = (story: LoadedStory, key: Key, role = 'button'): Promise<HTMLElement> =>
  screen.findByRole(role, { name: wordsOf(story)[key] })

/** Presses it, once it is there. */
export async function press(steps: Steps, key: Key, role = 'button'): Promise<void> {
  await steps.userEvent.click(await named(steps, key, role))
}

/** Takes an item of the three dots. */
export async function fromTheMenu(steps: Steps, item: Key): Promise<void> {
  await press(steps, 'actions')
  await press(steps, item, 'menuitem')
}

/** Says why to disconnect. */
export async function giveReason(steps: Steps, why: DisconnectWhy): Promise<HTMLElement> {
  const radio = await screen.findByRole('radio', { name: wordsOf(steps).reasons[why] })
  await steps.userEvent.click(radio)
  return radio
}
