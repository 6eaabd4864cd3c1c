// Living together: a host's reset changes nothing of the kit, and the kit changes nothing of the host.
import { beforeEach, describe, expect, it } from 'vitest'
import { commands } from 'vitest/browser'
import { atRest } from '../../../../.storybook/at-rest.ts'
import layered from '../../src/theme/layered.css?inline'
import { showDialogs, showParts } from './host-page.tsx'
import type { HostReset } from './host-reset.ts'
import { differences, everythingOf, looksOfKit, pick } from './looks.ts'

const RESETS: readonly HostReset[] = [
  'Tailwind 3',
  'Tailwind 4',
  'normalize.css',
  'CssBaseline of MUI',
  'a strict reset',
]

/** Puts a style sheet of the host's before all others or behind them; returns how to take it away. */
function addStyles(css: string, where: 'before' | 'after'): () => void {
  const style = document.createElement('style')
  style.textContent = css
  document.head[where === 'before' ? 'prepend' : 'append'](style)
  return () => style.remove()
}

/** The sheets that hold the kit's styles, as the tests load them: unlayered. */
const sheetsOfKit = () =>
  [...document.styleSheets].filter(({ cssRules }) =>
    [...cssRules].some(({ cssText }) => cssText.includes('.mooring')),
  )

beforeEach(() => {
  // What the kit inherits is the host's to choose, and stays the same with and without its reset.
  document.body.style.cssText = 'margin: 0; font: 16px/1.5 Arial; letter-spacing: 0; color: #222'
})

describe.each([
  { what: 'on its page', show: showParts, atLeast: 200 },
  { what: 'in its dialogs', show: showDialogs, atLeast: 50 },
])('the kit, $what,', ({ show, atLeast }) => {
  it('looks the same with each reset, before and behind it', async () => {
    await show()
    const plain = looksOfKit()
    expect(plain.size).toBeGreaterThan(atLeast)
    for (const name of RESETS) {
      const css = await commands.hostReset(name)
      for (const where of ['before', 'after'] as const) {
        const remove = addStyles(css, where)
        expect.soft(differences(plain, looksOfKit()), `${name}, ${where}`).toEqual([])
        remove()
      }
    }
    expect(differences(plain, looksOfKit())).toEqual([])
  })

  it('looks the same in a layer above Tailwind 4’s', async () => {
    await show()
    const plain = looksOfKit()
    const unlayered = sheetsOfKit()
    for (const sheet of unlayered) sheet.disabled = true
    const order = '@layer theme, base, mooring, components, utilities;'
    const remove = addStyles(`${order}\n${await commands.hostReset('Tailwind 4')}\n${layered}`, 'after')
    await atRest()
    for (const animation of document.getAnimations()) animation.finish()
    const inLayer = looksOfKit()
    remove()
    const bare = looksOfKit()
    for (const sheet of unlayered) sheet.disabled = false
    expect(differences(plain, inLayer)).toEqual([])
    expect(differences(plain, bare)).not.toEqual([])
  })
})

/** What is not inherited, or is set by browsers on such elements themselves. */
const OWN = [
  ...[
    'display',
    'box-sizing',
    'list-style-type',
    'font-size',
    'font-weight',
    'white-space',
    'vertical-align',
  ],
  ...['background-color', 'text-align', 'text-decoration-line', 'border-collapse', 'appearance', 'cursor'],
  ...[
    'accent-color',
    'transition-duration',
    'animation-name',
    'outline-color',
    'outline-width',
    'border-radius',
  ],
  ...['top', 'right', 'bottom', 'left'].flatMap((side) => [
    `margin-${side}`,
    `padding-${side}`,
    `border-${side}-width`,
  ]),
]

describe('the host', () => {
  it('looks the same with and without the kit’s styles', async () => {
    await showParts()
    const own = [...document.querySelectorAll('section:not(.mooring), section:not(.mooring) *')]
    const around = [...document.querySelectorAll(':root, body, main')]
    const look = () =>
      new Map([
        ...own.map((element) => [element, everythingOf(element)] as const),
        // As high as what the kit puts into them.
        ...around.map((element) => [element, pick(element, OWN)] as const),
      ])
    const styles = sheetsOfKit()
    expect(own.length).toBeGreaterThan(30)
    const withKit = look()
    for (const sheet of styles) sheet.disabled = true
    const without = look()
    for (const sheet of styles) sheet.disabled = false
    expect(differences(without, withKit)).toEqual([])
  })

  it('looks the same in the kit’s slots as elsewhere on its page', async () => {
    await showParts()
    const slots = [...document.querySelectorAll('.mooring [data-host]')]
    const elsewhere = [...document.querySelectorAll('[data-host] *')].filter(
      (element) => !element.closest('.mooring'),
    )
    expect(slots).toHaveLength(3)
    for (const slot of slots) {
      const inside = [...slot.querySelectorAll('*')]
      const look = (elements: Element[]) =>
        new Map(inside.map((element, index) => [element, ownOf(elements[index] ?? element)]))
      expect.soft(differences(look(elsewhere), look(inside)), slot.closest('.mooring')?.className).toEqual([])
    }
  })
})

/** Focused, where it can be: the ring is the host's as well. */
function ownOf(element: Element): Record<string, string> {
  if (element instanceof HTMLElement) element.focus()
  return pick(element, OWN)
}
