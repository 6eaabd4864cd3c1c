// What is said is true, in each language: what the data is used for, two companies of one name, a set-up that is open, days without use.
import { type Connection, linkToStep } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  healthFixture,
  historyEntryFixture,
} from '@mooring/contract/fixtures'
import { en } from '@mooring/messages/en'
import { enOnDemand } from '@mooring/messages/en-on-demand'
import { enPanels } from '@mooring/messages/en-panels'
import { loadLanguage } from '@mooring/messages/languages'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import * as ui from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const LOCALES = ['en', 'es', 'fr', 'de', 'ja', 'ar']
const wordsIn = async (locale: string) =>
  (await loadLanguage(locale)) ?? { ...en, ...enOnDemand, ...enPanels }

const dataUse = {
  reads: ['invoices', 'customers'],
  writes: [],
  retention: 'Ninety days.',
  policyUrl: 'https://app.example.com/privacy',
}
const twin = connectionFixture('connected', null, {
  id: 'con_twin',
  company: { realmId: null, realmIdLast4: '5678', name: 'Harbor Tea Co.', country: 'US' },
})
/** Words with spaces that break no line are found as they are written. */
const AS_WRITTEN = { normalizer: (written: string) => written.trim() }
const text = () => document.body.textContent?.replace(/[\u2066-\u2069]/g, '')

describe.each(LOCALES)('%s', (locale) => {
  it('says before the consent what is needed, read, written and stored, with the policy', async () => {
    const words = await wordsIn(locale)
    const adapter = new TestAdapter({ list: connectionListFixture([], { dataUse }) })
    renderInProvider(adapter, <ui.ConnectButton />, { locale })
    const use = within(await screen.findByRole('region', { name: words.useTitle }))
    expect(screen.getByText(words.beforeNeed, AS_WRITTEN)).toBeVisible()
    expect(use.getByText(words.useReads, AS_WRITTEN).nextSibling?.textContent).toMatch(/invoices.+customers/)
    expect(use.getByText(words.useWrites, AS_WRITTEN).nextSibling).toHaveTextContent(words.useNothing)
    expect(use.getByText(words.useRetention).nextSibling).toHaveTextContent('Ninety days.')
    expect(use.getByRole('link', { name: words.usePolicy })).toHaveAttribute('href', dataUse.policyUrl)
  })

  it('claims no direction where the host says nothing', async () => {
    const words = await wordsIn(locale)
    const list = connectionListFixture([connectionFixture('awaiting_confirmation')])
    renderInProvider(new TestAdapter({ list }), <ui.ConfirmCompanyDialog open onOpenChange={() => {}} />, {
      locale,
    })
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText(words.confirmWhat, AS_WRITTEN)).toBeVisible()
    expect(dialog.queryByRole('region')).toBeNull()
  })

  it('distinguishes two companies of one name', async () => {
    const list = connectionListFixture([connectionFixture(), twin])
    renderInProvider(new TestAdapter({ list }), <ui.DataSourceList />, { locale })
    await waitFor(() => expect(text()).toContain('Harbor Tea Co. (•••• 1234)'))
    expect(text()).toContain('Harbor Tea Co. (•••• 5678)')
    const rows = screen.getAllByRole('listitem', { name: /Harbor Tea Co\. \(•••• \d{4}\)/ })
    expect(rows).toHaveLength(2)
  })

  it('says who authorized it and when, and of a doubt since when and until when', async () => {
    const words = await wordsIn(locale)
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(
      Date.parse(connectionFixture().connectedAt ?? ''),
    )
    const adapter = new TestAdapter()
    renderInProvider(adapter, <ui.ConnectionStatus />, { locale })
    await waitFor(() =>
      expect(text()).toContain(words.authorizedBy('Ada Martin', day).replace(/[\u2066-\u2069]/g, '')),
    )
    await waitFor(() => expect(adapter.events.current).toBe(1))
    const doubt = adapter.put(connectionFixture('checking', 'refresh_outcome_unknown'))
    const ago = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-4, 'minute')
    const said = words.details[doubt.reason ?? 'connected']
    expect(typeof said).toBe('function')
    const sentence = typeof said === 'function' ? said({ company: '', date: '', checked: ago }) : ''
    await waitFor(() => expect(text()).toContain(sentence.replace(/[\u2066-\u2069]/g, '')))
  })

  it('says once on a page what is true of a company, and names its state elsewhere', async () => {
    const words = await wordsIn(locale)
    const revoked = connectionFixture('reauthorization_required', 'revoked')
    const adapter = new TestAdapter({ list: connectionListFixture([revoked]) })
    const page = (
      <>
        <ui.ConnectionBanner />
        <ui.DataSourceList />
        <ui.IntegrationTile />
        <ui.ConnectionStatus variant="card" />
      </>
    )
    renderInProvider(adapter, page, { locale })
    const said = (row: 'revoked' | 'connected') => {
      const word = words.headlines[row]
      const sentence =
        typeof word === 'function' ? word({ company: 'Harbor Tea Co.', date: '', checked: '' }) : word
      return (text() ?? '').split(sentence.replace(/[\u2066-\u2069]/g, '')).length - 1
    }
    const states = () =>
      [...document.querySelectorAll('.mooring-status')].map(({ textContent }) => textContent)
    await waitFor(() => expect(states()).toHaveLength(4))
    await waitFor(() => expect(said('revoked')).toBe(1))
    expect(states()[0]).toContain(words.details.revoked)
    for (const state of states().slice(1)) {
      expect(state).toContain('Harbor Tea Co.')
      expect(state).toContain(words.labels.reauthorization_required)
      expect(state).not.toContain(words.details.revoked)
    }
    await waitFor(() => expect(adapter.events.current).toBe(1))
    adapter.put(connectionFixture())
    await waitFor(() => expect(states()).toHaveLength(3))
    await waitFor(() => expect(states()[1]).toContain(words.labels.connected))
    expect(document.querySelector('.mooring-sources')).toHaveTextContent('Harbor Tea Co.')
    expect(states().filter((state) => state?.includes('Ada Martin'))).toHaveLength(1)
  })

  it('does not say that everything is ready while a set-up is open', async () => {
    const words = await wordsIn(locale)
    const setup = { state: 'configuration_required' as const, progress: null, error: null }
    const list = connectionListFixture([connectionFixture('connected', null, { setup })])
    renderInProvider(new TestAdapter({ list }), <ui.ReadinessChecklist />, { locale })
    const head = words.setupToDo('Harbor Tea Co.').replace(/[\u2066-\u2069]/g, '')
    await waitFor(() => expect(text()).toContain(head))
    expect(screen.queryByText(words.ready)).toBeNull()
  })

  it('says that use renews it, and counts no day before the connection as not in use', async () => {
    const words = await wordsIn(locale)
    const adapter = new TestAdapter({
      list: connectionListFixture([
        connectionFixture('connected', null, { connectedAt: '2026-11-21T08:00:00Z' }),
      ]),
    })
    adapter.answers.set('GET /connections/con_harbor/health', () => {
      const health = healthFixture(90)
      const days = health.days.map((day, at) => ({
        ...day,
        state: at < 89 ? ('none' as const) : ('good' as const),
      }))
      return { ...health, days }
    })
    renderInProvider(adapter, <ui.ConnectionHealth />, { locale })
    await screen.findByText(words.idleRenews, AS_WRITTEN)
    const legend = [...document.querySelectorAll('.mooring-legend li')].map((item) => item.textContent ?? '')
    expect(legend.some((item) => item.includes(words.dayBefore))).toBe(true)
    expect(legend.some((item) => item.includes(words.dayStates.none))).toBe(false)
  })

  it('folds renewals, and shows only what people did where that is wanted', async () => {
    const words = await wordsIn(locale)
    const can = { reauthorize: true, disconnect: true, confirm: true, audit: true }
    const adapter = new TestAdapter({
      list: connectionListFixture([connectionFixture('connected', null, { can })]),
    })
    const renewal = (id: string) => historyEntryFixture({ id, type: 'token.rotated', actor: null })
    const actor = { userId: 'ada', displayName: 'Ada Martin' }
    const confirmed = historyEntryFixture({ id: 'his_4', type: 'connection.confirmed', actor })
    const first = historyEntryFixture({ id: 'his_1', type: 'connection.connected', actor })
    adapter.answers.set('GET /connections/con_harbor/history', (search) => ({
      entries:
        search.get('by') === 'people'
          ? [confirmed, first]
          : [renewal('his_7'), renewal('his_6'), renewal('his_5'), confirmed],
      nextCursor: '1',
    }))
    renderInProvider(adapter, <ui.ConnectionHistory />, { locale })
    await screen.findByText(words.historyTimes(3))
    expect(screen.getAllByText(words.happened['token.rotated'])).toHaveLength(1)
    const filter = screen.getByRole('combobox', { name: words.historyFilter })
    await userEvent.selectOptions(filter, words.historyPeople)
    expect(screen.queryByText(words.happened['token.rotated'])).toBeNull()
    expect(screen.getByText(words.happened['connection.confirmed'])).toBeVisible()
    expect(await screen.findByText(words.happened['connection.connected'])).toBeVisible()
    await userEvent.selectOptions(filter, words.historyAll)
    await userEvent.click(
      screen.getByText(
        (_, element) => element?.tagName === 'SUMMARY' && element.closest('[data-folded]') !== null,
      ),
    )
    await waitFor(() =>
      expect(document.querySelectorAll('[data-folded] [data-type="token.rotated"]')).toHaveLength(3),
    )
  })
})

const other = connectionFixture('disconnected', 'by_user', { id: 'con_other' })
const CONSENTS: [string, ReactElement | null, string, Connection[]][] = [
  ['one more company of the list', <ui.DataSourceList key="c" />, 'Connect another company', [twin]],
  ['a disconnected one', <ui.ConnectionStatus key="c" />, 'Reconnect', [other]],
  ['one row of several', <ui.DataSourceList key="c" />, 'Reconnect', [twin, other]],
  [
    'a tile beside another',
    <ui.IntegrationTile key="c" connectionId={other.id} />,
    'Reconnect',
    [twin, other],
  ],
]

describe('what the data is used for', () => {
  const use = () => screen.findByRole('region', { name: enOnDemand.useTitle })

  it.each(CONSENTS)('is said once before the consent to %s', async (_, shown, button, connections) => {
    renderInProvider(new TestAdapter({ list: connectionListFixture(connections, { dataUse }) }), shown)
    await screen.findByRole('button', { name: button })
    expect(await use()).toHaveTextContent('invoices')
    expect(screen.getByText(/sign-in of a QuickBooks admin/)).toBeVisible()
  })

  it('is said at the first of several buttons that lead to QuickBooks', async () => {
    const list = connectionListFixture([twin, other], { dataUse })
    renderInProvider(new TestAdapter({ list }), <ui.DataSourceList />)
    await screen.findByRole('button', { name: 'Connect another company' })
    const reconnect = await screen.findByRole('button', { name: 'Reconnect' })
    await waitFor(async () => expect(reconnect.closest('li')).toContainElement(await use()))
  })

  it('is said by a tile whose reconnect another component offers without it', async () => {
    const list = connectionListFixture([twin, other], { dataUse })
    renderInProvider(
      new TestAdapter({ list }),
      <>
        <ui.ConnectButton connectionId={other.id} guide={false} />
        <ui.IntegrationTile connectionId={other.id} />
      </>,
    )
    expect((await use()).closest('.mooring-tile')).not.toBeNull()
  })

  it.each([
    ['reconnect', 'reauthorize', other],
    ['switch', 'switch', twin],
  ] as const)('is said where a link leads to a %s', async (_, step, connection) => {
    history.replaceState(null, '', linkToStep(location.pathname + location.search, connection.id, step))
    renderInProvider(new TestAdapter({ list: connectionListFixture([connection], { dataUse }) }), null)
    expect((await use()).closest('[role="dialog"], [role="alertdialog"]')).not.toBeNull()
  })

  it('is said where a disconnect turns into a switch', async () => {
    const list = connectionListFixture([twin], { dataUse })
    renderInProvider(new TestAdapter({ list }), <ui.DisconnectDialog open onOpenChange={() => {}} />)
    await userEvent.click(await screen.findByRole('radio', { name: 'We moved to a different company' }))
    expect(screen.getByRole('alertdialog')).toContainElement(await use())
  })
})

it('says it in a dialog too, which covers the page', async () => {
  const page = (
    <>
      <ui.ConnectionStatus />
      <ui.ConnectionStatus />
      <div role="dialog" aria-label="Settings">
        <ui.ConnectionStatus />
        <ui.ConnectionStatus />
      </div>
    </>
  )
  renderInProvider(new TestAdapter(), page)
  await waitFor(() => expect(screen.getAllByText('Connected to Harbor Tea Co.')).toHaveLength(2))
  const dialog = within(screen.getByRole('dialog'))
  expect(dialog.getAllByText('Connected to Harbor Tea Co.')).toHaveLength(1)
  expect(dialog.getAllByText('Connected')).toHaveLength(1)
})

it('takes a typed name with the four digits, without the dots', async () => {
  const list = connectionListFixture([connectionFixture(), twin])
  const adapter = new TestAdapter({
    list,
    impact: { stops: [], keeps: [], deletes: ['3 invoices'], canDeleteData: true },
  })
  renderInProvider(adapter, <ui.DisconnectDialog connectionId="con_twin" open onOpenChange={() => {}} />)
  await screen.findByText('This ends the connection to Harbor Tea Co. (•••• 5678).')
  await userEvent.click(screen.getByRole('radio', { name: 'We moved to a different company' }))
  await userEvent.click(screen.getByRole('button', { name: 'Switch company' }))
  const field = await screen.findByRole('textbox', { name: 'Type Harbor Tea Co. (•••• 5678) to confirm' })
  const start = screen.getAllByRole('button', { name: 'Switch company' }).at(-1)
  await userEvent.type(field, 'Harbor Tea Co.')
  expect(start).toBeDisabled()
  await userEvent.type(field, ' 5678')
  expect(start).toBeEnabled()
})
