// Dialogs and what to know before the sign-in on a phone: nothing runs together.
import { linkToStep } from '@mooring/contract'
import { connectionFixture, connectionListFixture } from '@mooring/contract/fixtures'
import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { ConnectButton } from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import { TestAdapter } from './test-adapter.ts'

const can = { reauthorize: false, disconnect: false, confirm: false, audit: false }
const box = (element: Element) => element.getBoundingClientRect()

beforeEach(() => page.viewport(320, 640))
afterEach(() => page.viewport(414, 896))

it('the name of who may and the link to hand over stand apart', async () => {
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
  await userEvent.tab()
  await userEvent.tab()
  expect(unfolds).toHaveFocus()
  const { outlineWidth, outlineOffset } = getComputedStyle(unfolds)
  const ring = box(unfolds).top - Number.parseFloat(outlineWidth) - Number.parseFloat(outlineOffset)
  const words = document.createRange()
  words.selectNodeContents(screen.getByText(/^You need the sign-in/))
  expect(ring).toBeGreaterThanOrEqual(words.getBoundingClientRect().bottom)
})
