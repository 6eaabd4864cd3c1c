// Laws of all components that hang on a browser, whatever React: barriers, keyboard, narrow and large, room while loading.
import { type connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen } from '@testing-library/react'
import axe from 'axe-core'
import type { ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import * as ui from '../../src/index.ts'
import { renderInProvider } from '../render-in-provider.tsx'
import { TestAdapter } from '../test-adapter.ts'
import { components, settled } from './components.tsx'

const examples = Object.entries(components)
const { documentElement: html } = document

const adapterWith = (list: readonly ReturnType<typeof connectionFixture>[]) =>
  new TestAdapter({ list: connectionListFixture([...list]) })

type Media = Record<string, string>

/** Turns what the browser says of its user's wishes, until the test is over. */
const wish = (media: Media) =>
  cdp().send('Emulation.setEmulatedMedia', {
    features: Object.entries(media).map(([name, value]) => ({ name, value })),
  })

afterEach(async () => {
  await wish({})
  await page.viewport(414, 896)
  html.removeAttribute('style')
  html.removeAttribute('dir')
})

async function barriers() {
  const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } }
  const { violations } = await axe.run(document.body, { rules })
  return violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html + node.failureSummary)])
}

const looks: Record<string, Media> = {
  light: { 'prefers-color-scheme': 'light' },
  dark: { 'prefers-color-scheme': 'dark' },
  'forced colours': { 'forced-colors': 'active', 'prefers-color-scheme': 'dark' },
}

describe.each(Object.keys(looks))('in %s', (name) => {
  it.each(examples)('%s has no barrier', async (_, { list, render }) => {
    await wish(looks[name] ?? {})
    Object.assign(html.style, { colorScheme: 'light dark', background: 'Canvas', color: 'CanvasText' })
    renderInProvider(adapterWith(list), render({ 'data-host': 'row' }))
    await settled()
    expect(await barriers()).toEqual([])
  })

  it('the menu has no barrier while open, and leaves no style element behind', async () => {
    await wish(looks[name] ?? {})
    Object.assign(html.style, { colorScheme: 'light dark', background: 'Canvas', color: 'CanvasText' })
    const before = document.querySelectorAll('style').length
    renderInProvider(new TestAdapter(), <ui.ReauthorizeMenu />)
    await userEvent.click(await screen.findByRole('button', { name: 'QuickBooks connection actions' }))
    await screen.findByRole('menu')
    expect(await barriers()).toEqual([])
    expect(document.querySelectorAll('style')).toHaveLength(before)
  })
})

const CONTROLS = 'button:not([disabled]), a[href], summary, select, input:not([type=radio])'

describe('by keyboard', () => {
  it.each(examples)('%s has all its controls in order, each seen to be focused', async (_, example) => {
    renderInProvider(adapterWith(example.list), example.render({ 'data-host': 'row' }))
    const root = await settled()
    const controls = [...root.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => one.checkVisibility())
    const reached: Element[] = []
    for (let presses = 0; presses < controls.length + 8 && reached.length < controls.length; presses++) {
      const focused = document.activeElement
      if (focused?.matches(CONTROLS) && !reached.includes(focused)) {
        reached.push(focused)
        if (presses > 0) expect(getComputedStyle(focused).outlineStyle).not.toBe('none')
      }
      await userEvent.keyboard('{Tab}')
    }
    expect(new Set(reached)).toEqual(new Set(controls))
  })
})

const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft & Harbour-Side Tea'

const sizes: Record<string, () => Promise<void>> = {
  'on 320 px': () => page.viewport(320, 700),
  'on 320 px from right to left': async () => {
    html.dir = 'rtl'
    await page.viewport(320, 700)
  },
  // A window of 1280 px at 200 % is one of 640 px with letters twice as large.
  'at 200 %': async () => {
    html.style.fontSize = '200%'
    await page.viewport(640, 700)
  },
}

describe.each(Object.entries(sizes))('%s', (_, resize) => {
  it.each(examples)('%s with a long name scrolls no page sideways', async (_, { list, render }) => {
    await resize()
    const long = list.map((connection) => ({
      ...connection,
      company: { ...connection.company, name: LONG },
    }))
    renderInProvider(adapterWith(long), render({ 'data-host': 'row' }))
    const root = await settled()
    expect(html.scrollWidth).toBeLessThanOrEqual(html.clientWidth)
    expect(root.scrollWidth).toBeLessThanOrEqual(root.clientWidth + 1)
    const box = root.getBoundingClientRect()
    expect(box.left).toBeGreaterThanOrEqual(0)
    expect(box.right).toBeLessThanOrEqual(html.clientWidth)
  })
})

/** Those that show something of every connected company. What shows but sometimes keeps no room. */
const steady: Record<string, ReactNode> = {
  'the badge': <ui.ConnectionStatus variant="badge" data-host="row" />,
  'the row': <ui.ConnectionStatus data-host="row" />,
  'the three dots': <ui.ReauthorizeMenu data-host="row" />,
  'the disconnect button': <ui.DisconnectButton data-host="row" />,
  'the support details': <ui.SupportDetails data-host="row" />,
  'the tile': <ui.IntegrationTile data-host="row" />,
  'the list': <ui.DataSourceList data-host="row" />,
  'the readiness list': <ui.ReadinessChecklist data-host="row" />,
  'the guide': <ui.DisconnectGuide data-host="row" />,
}

describe('while loading', () => {
  it.each(Object.entries(steady))('%s has its final size from the start', async (_, shown) => {
    await page.viewport(900, 800)
    const adapter = new TestAdapter()
    let answer = () => {}
    adapter.delays.set(
      'GET /connections',
      new Promise<void>((resolve) => {
        answer = resolve
      }),
    )
    renderInProvider(adapter, shown)
    const height = () => document.querySelector('[data-host], .mooring')?.getBoundingClientRect().height ?? 0
    const before = height()
    answer()
    await settled()
    expect(Math.abs(height() - before), `${before} px, then ${height()}`).toBeLessThanOrEqual(2)
  })
})

describe('with more contrast', () => {
  it('second lines and borders are as strong as words, unless the host says otherwise', async () => {
    await wish({ 'prefers-contrast': 'more' })
    renderInProvider(new TestAdapter(), <ui.DataSourceList data-host="row" />)
    const root = await settled()
    const list = root.querySelector('ul') ?? root
    const seen = () => [
      getComputedStyle(list).borderTopColor,
      getComputedStyle(root.querySelector('.mooring-detail') ?? root).color,
    ]
    expect(new Set(seen())).toEqual(new Set([getComputedStyle(root).color]))
    html.style.setProperty('--mooring-line', 'rgb(1, 2, 3)')
    expect(seen()[0]).toBe('rgb(1, 2, 3)')
  })
})

describe('with reduced motion', () => {
  it('nothing moves', async () => {
    await wish({ 'prefers-reduced-motion': 'reduce' })
    const adapter = new TestAdapter()
    adapter.delays.set('GET /connections', new Promise(() => {}))
    renderInProvider(
      adapter,
      examples.map(([name, { render }]) => <div key={name}>{render({})}</div>),
    )
    await screen.findAllByText('Loading the QuickBooks connection…')
    expect(document.getAnimations()).toEqual([])
  })
})
