// Components in other languages: what people read, in which direction, and what the host says instead.
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
  readinessFixture,
} from '@mooring/contract/fixtures'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import * as ui from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const lost = connectionListFixture([connectionFixture('reauthorization_required', 'revoked')])
const FSI = '\u2068'
const PDI = '\u2069'

afterEach(() => {
  document.documentElement.removeAttribute('dir')
})

it.each([
  ['de', 'Harbor Tea Co. muss erneut autorisiert werden.', 'Erneut autorisieren'],
  ['de_AT', 'Harbor Tea Co. muss erneut autorisiert werden.', 'Erneut autorisieren'],
  ['es-MX', 'Hay que volver a autorizar Harbor Tea Co.', 'Volver a autorizar'],
  ['fr', 'Harbor Tea Co. doit être autorisée à nouveau.', 'Autoriser à nouveau'],
  ['ja', 'Harbor Tea Co. は再承認が必要です。', '再承認'],
  ['ar-EG', `${FSI}Harbor Tea Co.${PDI} تحتاج إلى إعادة التفويض.`, 'إعادة التفويض'],
  ['pt-BR', 'Harbor Tea Co. needs to be re-authorized.', 'Re-authorize'],
  ['no such tag', 'Harbor Tea Co. needs to be re-authorized.', 'Re-authorize'],
])('speaks %s', async (locale, headline, button) => {
  renderInProvider(new TestAdapter({ list: lost }), <ui.ConnectionStatus />, { locale })
  expect(await screen.findByText(headline)).toBeVisible()
  expect(screen.getByRole('button', { name: button })).toBeVisible()
})

it('writes times in the language', async () => {
  renderInProvider(new TestAdapter(), <ui.ConnectionStatus />, { locale: 'fr' })
  expect(await screen.findByText(/^Dernière vérification : il y a \d+ minutes\.$/)).toBeVisible()
})

it.each([
  ['a status', <ui.ConnectionStatus key="status" />, connectionListFixture(), /に接続しています/],
  ['a guide', <ui.DisconnectGuide key="guide" />, connectionListFixture(), /サインインし/],
  [
    'an attempt from before a reload',
    <ui.ConnectButton key="button" />,
    connectionListFixture([], { attempts: [attemptFixture()] }),
    'QuickBooks を待っています…',
  ],
])('lets no one read %s in English first', async (_, component, list, text) => {
  const seen: string[] = []
  const { container } = renderInProvider(new TestAdapter({ list }), component, { locale: 'ja' })
  const look = () => {
    const unread = [...container.querySelectorAll('.mooring-skeleton')].map((room) => room.textContent)
    seen.push(unread.reduce((rest, room) => rest.replace(room, ''), container.textContent))
  }
  const watcher = new MutationObserver(look)
  watcher.observe(container, { childList: true, subtree: true, characterData: true })
  look()
  expect(await screen.findByText(text)).toBeVisible()
  watcher.disconnect()
  expect(seen.join('\n')).not.toMatch(/[a-z] (the|to|in|for|checked)\b/i)
})

it('goes on in the language before until the next one is here', async () => {
  const { fetch } = new TestAdapter()
  const page = (locale: string) => (
    <ui.QuickBooksProvider basePath="/api/quickbooks" fetch={fetch} locale={locale}>
      <ui.DisconnectButton />
    </ui.QuickBooksProvider>
  )
  const { rerender } = render(page('de'))
  await screen.findByRole('button', { name: 'Von QuickBooks trennen' })
  rerender(page('es'))
  expect(screen.getByRole('button')).toHaveAccessibleName('Von QuickBooks trennen')
  await screen.findByRole('button', { name: 'Desconectar de QuickBooks' })
  rerender(page('en'))
  await screen.findByRole('button', { name: 'Disconnect from QuickBooks' })
})

it('stays with English where no language is asked for', async () => {
  renderInProvider(new TestAdapter({ list: connectionListFixture([]) }), <ui.ConnectButton />, {
    locale: undefined,
  })
  expect(await screen.findByRole('button', { name: 'Connect to QuickBooks' })).toBeVisible()
})

describe('a host’s own words', () => {
  const messages: ui.MessageOverrides = {
    reauthorize: () => 'Zugang erneuern',
    headlines: { revoked: ({ company }) => `${company} wartet auf Sie.` },
    problems: { rate_limited: 'Immer mit der Ruhe.' },
    checkTitles: { ledger: 'Kontenrahmen' },
  }

  it('win over those of any language, a few of them or all', async () => {
    renderInProvider(new TestAdapter({ list: lost }), <ui.ConnectionStatus variant="card" />, {
      locale: 'de',
      messages,
    })
    expect(await screen.findByText('Harbor Tea Co. wartet auf Sie.')).toBeVisible()
    expect(screen.getByRole('button', { name: 'Zugang erneuern' })).toBeVisible()
    expect(screen.getByText('Erneute Autorisierung nötig')).toBeVisible()
  })

  it.each(['en', 'de'])('are heard for a problem’s code and a check’s id in %s', async (locale) => {
    const adapter = new TestAdapter()
    const check = { ...readinessFixture().checks[0], id: 'ledger', title: 'Ledger', detail: 'All mapped.' }
    const checks = [...readinessFixture().checks, check]
    adapter.answers.set('GET /connections/con_harbor/readiness', () => ({ ready: true, checks }))
    adapter.instead.set('GET /connections/con_harbor/health', problemFixture('rate_limited'))
    const panels = (
      <>
        <ui.ReadinessChecklist />
        <ui.ConnectionHealth />
      </>
    )
    renderInProvider(adapter, panels, { locale, messages })
    expect(await screen.findByText('Kontenrahmen')).toBeVisible()
    expect(screen.getByText('All mapped.')).toBeVisible()
    expect(await screen.findByText(/Immer mit der Ruhe\./)).toBeVisible()
  })
})

describe('what the adapter says in English', () => {
  it.each([
    ['list', '/connections'],
    ['reading', '/connections/con_harbor/health'],
  ])('has its own text by its code where the %s has a problem', async (_, path) => {
    const adapter = new TestAdapter()
    adapter.instead.set(`GET ${path}`, problemFixture('store_unavailable', { detail: 'Told in English.' }))
    renderInProvider(adapter, <ui.ConnectionHealth />, { locale: 'de' })
    const alert = await screen.findByRole('alert')
    expect(alert).toHaveTextContent('Die Daten sind gerade nicht erreichbar.')
    expect(document.body).not.toHaveTextContent('Told in English.')
  })

  it('has its own text per check where it is one of its own', async () => {
    const adapter = new TestAdapter()
    const [first] = readinessFixture().checks
    const checks = [
      { ...first, id: 'company', status: 'failed', title: 'Company', detail: 'In English.', fix: 'Do it.' },
      { ...first, id: 'constructor', status: 'failed', title: 'Kasse', detail: 'Zu.', fix: 'Aufmachen.' },
    ]
    adapter.answers.set('GET /connections/con_harbor/readiness', () => ({ ready: false, checks }))
    renderInProvider(adapter, <ui.ReadinessChecklist />, { locale: 'de' })
    expect(await screen.findByText('2 Prüfungen sind nicht bestanden.')).toBeVisible()
    const [own, hosts] = within(screen.getAllByRole('list').at(-1) as HTMLElement).getAllByRole('listitem')
    expect(own?.textContent).toMatch(/Unternehmen.*nicht nutzbar\..*Status der Verbindung/)
    expect(own).not.toHaveTextContent('English')
    expect(hosts?.textContent).toMatch(/Kasse.*Zu\..*Aufmachen\./)
  })

  it('has its own text per code where a sync has failed', async () => {
    const error = problemFixture('intuit_unavailable', { detail: 'Told in English.' })
    const sync = { ...connectionFixture().sync, state: 'failed' as const, error }
    const list = connectionListFixture([connectionFixture('connected', null, { sync })])
    renderInProvider(new TestAdapter({ list }), <ui.SyncProgress />, { locale: 'ja' })
    expect(await screen.findByText(/現在 QuickBooks が応答していません。/)).toBeVisible()
    expect(document.body).not.toHaveTextContent('Told in English.')
  })
})

describe('right to left', () => {
  const names = { menu: 'إجراءات الاتصال بـ QuickBooks', disconnect: 'قطع الاتصال بـ QuickBooks' }
  const list = connectionListFixture([connectionFixture()])
  const show = (ui: ReactElement) => renderInProvider(new TestAdapter({ list }), ui, { locale: 'ar' })

  it('runs a dialog from right to left on a page that does not', async () => {
    show(<ui.DisconnectButton />)
    await userEvent.click(await screen.findByRole('button', { name: names.disconnect }))
    const dialog = await screen.findByRole('alertdialog')
    expect(getComputedStyle(dialog).direction).toBe('rtl')
  })

  it('opens the menu as its button runs', async () => {
    document.documentElement.dir = 'rtl'
    show(<ui.ReauthorizeMenu />)
    const button = await screen.findByRole('button', { name: names.menu })
    await userEvent.click(button)
    const menu = await screen.findByRole('menu')
    expect(getComputedStyle(menu).direction).toBe('rtl')
    expect(within(menu).getAllByRole('menuitem')[0]).toHaveAccessibleName('إعادة التفويض')
  })

  it('leaves the direction of a page in another language alone', async () => {
    document.documentElement.dir = 'rtl'
    renderInProvider(new TestAdapter({ list }), <ui.DisconnectDialog open onOpenChange={() => {}} />)
    expect(getComputedStyle(await screen.findByRole('alertdialog')).direction).toBe('rtl')
  })
})
