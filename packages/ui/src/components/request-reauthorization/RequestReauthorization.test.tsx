// A link for someone without a login: created, copied, mailed, followed and revoked; and who may do so, and when.
import type { Connection, LinkReply } from '@mooring/contract'
import {
  connectionFixture,
  connectionListFixture,
  linkFixture,
  linkReplyFixture,
  problemFixture,
} from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter, type TestAdapterOptions } from '../../../test/test-adapter.ts'
import { RequestReauthorization } from './RequestReauthorization.tsx'
import type { RequestReauthorizationProps } from './request-reauthorization-props.ts'

const LINKS = '/connections/con_harbor/links'
const { url } = linkReplyFixture()
const lost = connectionFixture('reauthorization_required', 'admin_access_lost')

function show(
  connection: Connection = lost,
  {
    links = [],
    props = {},
    locale = 'en',
  }: Pick<TestAdapterOptions, 'links'> & { props?: RequestReauthorizationProps; locale?: string } = {},
) {
  const adapter = new TestAdapter({ list: connectionListFixture([connection]), links })
  renderInProvider(adapter, <RequestReauthorization {...props} />, { locale })
  return adapter
}
const panel = () => screen.findByRole('region', { name: 'Ask someone to re-authorize Harbor Tea Co.' })
const createButton = () => screen.findByRole('button', { name: 'Create link' })
const address = () => screen.findByLabelText<HTMLInputElement>('Address of the link')
const rows = () => within(screen.getByRole('list', { name: 'Links' })).getAllByRole('listitem')

async function fill(field: string, text: string) {
  await userEvent.type(await screen.findByLabelText(field), text)
}

it('creates a link without anything filled in, and hands its address over once', async () => {
  const adapter = show()
  await screen.findByText(/such as an accountant, can re-authorize Harbor Tea Co. with a link/)
  await userEvent.click(await createButton())
  await waitFor(async () => expect(await address()).toHaveFocus())
  expect(await address()).toHaveValue(url)
  const { selectionStart, selectionEnd } = await address()
  expect([selectionStart, selectionEnd]).toEqual([0, url.length])
  expect(adapter.posted(LINKS)).toEqual([{ hours: 72 }])
  expect(screen.getByRole('status')).toHaveTextContent('The link is ready. Its address is shown only now')
  expect(await panel()).toHaveTextContent('The link works until Nov 24, 2026')
  expect(rows()[0]).toHaveTextContent('Anyone who has the link Waiting')
  await userEvent.click(screen.getByRole('button', { name: 'Create another link' }))
  expect(await screen.findByLabelText('Name (optional)')).toHaveFocus()
  expect(document.body).not.toHaveTextContent(url)
})

it('sends whom it is for, what to say and how long it works, and notifies the host', async () => {
  const onCreated = vi.fn<(reply: LinkReply) => void>()
  const adapter = show(lost, { props: { onCreated } })
  await fill('Name (optional)', ' Grace Okafor ')
  await fill('Email (optional)', 'grace@ledgerworks.example')
  await fill('Note (optional)', 'Before Friday, please.')
  await userEvent.selectOptions(screen.getByLabelText('The link works for'), '7 days')
  await userEvent.click(await createButton())
  await address()
  const recipient = { name: 'Grace Okafor', email: 'grace@ledgerworks.example' }
  expect(adapter.posted(LINKS)).toEqual([{ recipient, note: 'Before Friday, please.', hours: 168 }])
  expect(onCreated.mock.calls).toMatchObject([[{ url, link: { recipient } }]])
})

it('asks for an address that can be one', async () => {
  const adapter = show()
  await fill('Email (optional)', 'grace')
  await userEvent.click(await createButton())
  expect(screen.getByLabelText('Email (optional)')).toBeInvalid()
  expect(adapter.posted(LINKS)).toEqual([])
})

it('copies the address', async () => {
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  show()
  await userEvent.click(await createButton())
  await userEvent.click(await screen.findByRole('button', { name: 'Copy link' }))
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The link is copied.'))
  expect(written.mock.calls).toEqual([[url]])
})

it('selects the address where the browser does not let it copy', async () => {
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('', 'NotAllowedError'))
  show()
  await userEvent.click(await createButton())
  await userEvent.click(await screen.findByRole('button', { name: 'Copy link' }))
  await waitFor(async () => expect(await panel()).toHaveTextContent('copy the address from the field'))
  expect(await address()).toHaveFocus()
})

it('writes a letter with the address, whose names add nothing to its head', async () => {
  show({ ...lost, company: { ...lost.company, name: 'Harbor & Sons?bcc=eve@evil.example' } })
  await fill('Name (optional)', 'Grace&bcc=eve@evil.example')
  await fill('Email (optional)', 'grace@ledgerworks.example')
  await fill('Note (optional)', 'Before Friday.')
  await userEvent.click(await createButton())
  const letter = new URL((await screen.findByRole<HTMLAnchorElement>('link', { name: 'Send by email' })).href)
  expect([letter.protocol, letter.pathname]).toEqual(['mailto:', 'grace@ledgerworks.example'])
  expect([...letter.searchParams.keys()]).toEqual(['subject', 'body'])
  const [greeting, , note, , ask, link, , until] = letter.searchParams.get('body')?.split('\r\n') ?? []
  expect(greeting).toBe('Hello Grace&bcc=eve@evil.example,')
  expect(note).toBe('Before Friday.')
  expect(ask).toContain('Harbor & Sons?bcc=eve@evil.example')
  expect([link, until?.startsWith('The link works until')]).toEqual([url, true])
})

it('shows how far each link is, and reads it again while one is open', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const expired = linkFixture('expired', { recipient: null })
  const adapter = show(lost, { links: [linkFixture(), expired] })
  await waitFor(() => expect(rows()[0]).toHaveTextContent('Grace Okafor grace@ledgerworks.example Waiting'))
  expect(rows()[0]).toHaveTextContent('From Ada Martin · until Nov 23, 2026')
  expect(rows()[1]).toHaveTextContent('Anyone who has the link Expired')
  adapter.links = [linkFixture('at_intuit', { id: 'lnk_created' }), expired]
  vi.advanceTimersByTime(10_000)
  await waitFor(() => expect(rows()[0]).toHaveTextContent('At QuickBooks'))
  adapter.links = [linkFixture('used', { id: 'lnk_created' }), expired]
  adapter.put(connectionFixture())
  await waitFor(() => expect(rows()[0]).toHaveTextContent('Used'))
  expect(await panel()).toHaveTextContent('Harbor Tea Co. needs no re-authorization just now')
  expect(screen.queryByRole('button')).toBeNull()
})

it('revokes an open link, and no other', async () => {
  const adapter = show(lost, { links: [linkFixture(), linkFixture('used')] })
  const [revoke, ...others] = await screen.findAllByRole('button', { name: 'Revoke' })
  expect(others).toEqual([])
  expect(revoke).toHaveAccessibleDescription('Grace Okafor grace@ledgerworks.example')
  if (revoke) await userEvent.click(revoke)
  await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The link is revoked.'))
  expect(rows()[0]).toHaveTextContent('Revoked')
  expect(screen.getByRole('list', { name: 'Links' })).toHaveFocus()
  expect(adapter.posted('/links/lnk_created/revoke')).toEqual([{}])
})

it('leaves what was filled in where a link is refused, and says why', async () => {
  const adapter = show()
  adapter.instead.set(`POST ${LINKS}`, problemFixture('rate_limited'))
  await fill('Name (optional)', 'Grace')
  await userEvent.click(await createButton())
  expect(await screen.findByRole('alert')).toHaveTextContent('Too many requests.')
  expect(screen.getByLabelText('Name (optional)')).toHaveValue('Grace')
  adapter.instead.clear()
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await address()
  expect(adapter.posted(LINKS).at(-1)).toEqual({ recipient: { name: 'Grace' }, hours: 72 })
})

it('says why a link could not be revoked, and why none could be read', async () => {
  const adapter = show(lost, { links: [linkFixture()] })
  adapter.instead.set('POST /links/lnk_created/revoke', problemFixture('store_unavailable'))
  await userEvent.click(await screen.findByRole('button', { name: 'Revoke' }))
  expect(await screen.findByRole('alert')).toHaveAttribute('data-code', 'store_unavailable')
  expect(rows()[0]).toHaveTextContent('Waiting')
})

it.each([
  ['expiring', 'idle_expiry_near', true],
  ['reauthorization_required', 'revoked', true],
  ['blocked', 'subscription_ended', true],
  ['connected', null, false],
  ['checking', 'intuit_unavailable', false],
  ['blocked', 'company_locked', false],
  ['disconnected', 'by_user', false],
  ['awaiting_confirmation', null, false],
] as const)('is offered for %s/%s: %s', async (status, reason, isOffered) => {
  show(connectionFixture(status, reason))
  const shown = await screen.findByText(isOffered ? /with a link/ : /needs no re-authorization just now/)
  expect(shown).toBeVisible()
  expect(screen.queryAllByRole('button', { name: 'Create link' })).toHaveLength(isOffered ? 1 : 0)
})

it('asks nothing for who may not re-authorize, and says who can', async () => {
  const connection = { ...lost, can: { ...lost.can, reauthorize: false } }
  const whoCan = { reauthorize: [{ displayName: 'Ada Martin', contact: 'ada@example.com' }] }
  const adapter = new TestAdapter({ list: connectionListFixture([connection], { whoCan }) })
  renderInProvider(adapter, <RequestReauthorization />)
  await screen.findByText(/^Only people who may re-authorize can ask someone else/)
  expect(await screen.findByRole('link', { name: 'Ada Martin' })).toBeVisible()
  expect(adapter.requests.some(({ path }) => path.endsWith('/links'))).toBe(false)
})

it.each([
  ['de', 'Link erstellen', '3 Tage'],
  ['ja', 'リンクを作成', '3 日'],
  ['ar', 'إنشاء رابط', '3 أيام'],
])('speaks %s', async (locale, button, days) => {
  show(lost, { locale })
  await userEvent.click(await screen.findByRole('button', { name: button }))
  await screen.findByDisplayValue(url)
  expect(screen.queryByText(days)).toBeNull()
})
