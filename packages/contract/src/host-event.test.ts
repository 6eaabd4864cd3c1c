// Events: which ask a person to act, and the page that lists them.
import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { eventsPage } from '../../../scripts/events-page.mjs'
import { EVENT_TYPES, EVENTS } from './events.ts'
import { type HostEvent, needsPerson } from './index.ts'

const eventOf = (type: string, data: object) => ({ type, data }) as HostEvent

it.each<[string, object, boolean]>([
  ['connection.reauthorization_required', { reason: 'revoked', action: 'reauthorize' }, true],
  ['connection.reauthorization_required', { reason: 'admin_access_lost', action: 'contact_admin' }, true],
  ['connection.blocked', { reason: 'subscription_ended', action: 'contact_admin' }, true],
  ['connection.blocked', { reason: 'company_locked', action: 'wait' }, false],
  ['connection.expiring', { clock: 'hard', daysLeft: 30 }, true],
  ['connection.disconnected', { reason: 'in_quickbooks', why: null, deleteData: false }, true],
  ['connection.disconnected', { reason: 'by_user', why: null, deleteData: false }, false],
  ['connection.recovered', { was: 'revoked' }, false],
  ['connection.checking', { reason: 'intuit_unavailable', action: 'wait' }, false],
  ['connection.refresh_failed', { code: 'invalid_grant', retryAt: null, reason: 'revoked' }, false],
  ['connection.owner_left', { userId: 'ada' }, true],
  ['link.created', { linkId: 'lnk_1', expiresAt: '' }, false],
  ['sync.paused', { reason: 'revoked', action: 'reauthorize' }, true],
  ['sync.paused', { reason: 'intuit_unavailable', action: 'wait' }, false],
  ['sync.paused', { reason: 'in_quickbooks', action: 'reconnect' }, true],
  ['sync.paused', { reason: 'by_user', action: 'reconnect' }, false],
  ['setup.paused', { reason: 'by_host', action: 'reconnect' }, false],
  ['sync.failed', { code: 'internal' }, false],
  ['setup.failed', { code: 'internal', tries: 3 }, true],
  ['campaign.started', { campaignId: 'spring' }, false],
  ['operations.incident', { state: 'began' }, false],
])('%s %j needs a person: %s', (type, data, expected) => {
  expect(needsPerson(eventOf(type, data))).toBe(expected)
})

it('narrows an event by its type', () => {
  const event = eventOf('connection.expiring', { clock: 'idle', daysLeft: 7 })
  expect(event.type === 'connection.expiring' ? event.data.daysLeft : null).toBe(7)
})

it('lists every event in docs/events.md', async () => {
  const page = new URL('../../../docs/events.md', import.meta.url)
  expect(await readFile(page, 'utf8'), 'run: node --conditions=source scripts/write-events-page.mjs').toBe(
    eventsPage(EVENTS),
  )
  expect(EVENT_TYPES).toHaveLength(Object.keys(EVENTS).length)
})
