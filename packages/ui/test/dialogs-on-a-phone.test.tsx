// Dialogs and what to know before the sign-in on a phone: nothing runs together.
import { linkToStep } from '@mooring/contract'
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page, userEvent as realKeys } from 'vitest/browser'
import { CompanyMismatchDialog, ConnectButton, DisconnectDialog } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const can = { reauthorize: false, disconnect: false, confirm: false, audit: false }
const box = (element: Element) => element.getBoundingClientRect()

beforeEach(() => page.viewport(320, 640))
afterEach(() => page.viewport(414, 896))

it('there is space between the name of who may and the link to hand over', async () => {
  const lost = connectionFixture('reauthorization_required', 'admin_access_lost', { can })
  const list = connectionListFixture([lost], {
    can: { connect: false },
    whoCan: { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@harbor.example' }] },
  })
  history.replaceState(null, '', linkToStep(location.pathname + location.search, lost.id))
  renderInProvider(new TestAdapter({ list }), null, { help: (topic) => `https://help.example/${topic}` })
  const dialog = within(await screen.findByRole('dialog'))
  const ada = await dialog.findByRole('link', { name: 'Ada Martin' })
  const copy = dialog.getByRole('link', { name: 'Copy a link to this step' })
  const help = dialog.getByRole('link', { name: 'Help' })
  const fact = box(dialog.getByText(/^The person who connected it/))
  expect(box(ada.closest('.mooring-muted') ?? ada).top).toBeGreaterThanOrEqual(fact.bottom + 4)
  expect(box(copy).top).toBeGreaterThanOrEqual(box(ada).bottom)
  expect(box(help).left).toBeGreaterThanOrEqual(box(copy).right + 4)
})

it('the ring around what can be unfolded leaves the words above it alone', async () => {
  renderInProvider(new TestAdapter({ list: connectionListFixture([]) }), <ConnectButton />)
  const unfolds = await screen.findByText(/^Good to know/)
  // Whether the browser draws a ring depends on what was pressed last: a key that is only imitated does not count.
  await realKeys.tab()
  await realKeys.tab()
  expect(unfolds).toHaveFocus()
  expect(unfolds.matches(':focus-visible')).toBe(true)
  const { outlineWidth, outlineOffset } = getComputedStyle(unfolds)
  const ring = box(unfolds).top - Number.parseFloat(outlineWidth) - Number.parseFloat(outlineOffset)
  const words = document.createRange()
  words.selectNodeContents(screen.getByText(/^You need the sign-in/))
  expect(ring).toBeGreaterThanOrEqual(words.getBoundingClientRect().bottom)
})

const impact = {
  stops: ['The nightly invoice sync, which brings over what was posted during the day'],
  keeps: [
    '318 invoices that have been brought over already',
    'Your settings for this company',
    'The link between your customers and theirs',
  ],
  deletes: [],
  canDeleteData: false,
}

it('the field for a name stays above the answers, also where what it costs is known only later', async () => {
  const more = Array.from({ length: 8 }, (_, at) => `The link between your customers and theirs, no. ${at}`)
  const adapter = new TestAdapter({ impact: { ...impact, stops: more } })
  await page.viewport(320, 900)
  const known = Promise.withResolvers<void>()
  adapter.delays.set('GET /connections/con_harbor/disconnect-impact', known.promise)
  const mismatch = problemFixture('company_mismatch', {
    expectedCompany: 'Harbor Tea Co.',
    authorizedCompany: 'Northwind Bakery',
  })
  renderInProvider(adapter, <CompanyMismatchDialog open problem={mismatch} onOpenChange={() => {}} />)
  await userEvent.click(await screen.findByRole('button', { name: 'Switch company' }))
  const field = await screen.findByRole('textbox', { name: 'Type Northwind Bakery to confirm' })
  expect(field).toHaveFocus()
  expect(screen.queryByText(impact.keeps[1] ?? '')).toBeNull()
  known.resolve()
  await screen.findByText(impact.keeps[1] ?? '')
  const answers = box(screen.getByRole('button', { name: 'Try again' }).parentElement ?? field)
  await waitFor(() => expect(box(field).bottom).toBeLessThanOrEqual(answers.top))
})

it('there is space between the sentences of what a disconnect does, and one that is said twice is there once', async () => {
  const twice = { ...impact, keeps: [...impact.keeps, ...impact.keeps] }
  renderInProvider(new TestAdapter({ impact: twice }), <DisconnectDialog open onOpenChange={() => {}} />)
  const [first, second] = await Promise.all(impact.keeps.map((text) => screen.findByText(text)))
  const [above, below] = [first, second].map((one) => box(one?.closest('dd') ?? document.body))
  expect(below?.top).toBeGreaterThanOrEqual((above?.bottom ?? 0) + 4)
})
