// Asking the host who is there: no one is let in by a failure.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Identity } from '../config/options.ts'
import { askHost } from './access.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ADA: Identity = { tenantId: 'harbor', userId: 'ada', permissions: ['view'] }

it.each([
  ['a person', ADA, { ...ADA, displayName: null }],
  ['a person with a name', { ...ADA, displayName: ' Ada\u0007 L. ' }, { ...ADA, displayName: 'Ada L.' }],
  ['half a letter in a name', { ...ADA, displayName: 'Ad\ud800a' }, { ...ADA, displayName: 'Ada' }],
  [
    'a name of a megabyte',
    { ...ADA, displayName: 'é'.repeat(2 ** 20) },
    { ...ADA, displayName: 'é'.repeat(255) },
  ],
  ['a name of nothing', { ...ADA, displayName: '' }, { ...ADA, displayName: null }],
  [
    'rights there are none of',
    { ...ADA, permissions: ['view', 'rule', 7, null] },
    { ...ADA, displayName: null },
  ],
  ['more than there is to know', { ...ADA, password: 'secret' }, { ...ADA, displayName: null }],
  [
    'a person who acts for another',
    { ...ADA, actingFor: { userId: 'ben', displayName: undefined } },
    { ...ADA, displayName: null, actingFor: { userId: 'ben', displayName: null } },
  ],
  ['no one', null, null],
  ['nothing', undefined, null],
])('takes %s for an answer', async (_, answer, expected) => {
  expect(await askHost(() => answer as Identity | null, {})).toEqual(expected)
})

it.each([
  [
    'throws',
    () => {
      throw new Error('secret of the host')
    },
  ],
  ['rejects', () => Promise.reject(new Error('secret of the host'))],
  ['names no tenant', () => ({ ...ADA, tenantId: '' })],
  ['numbers its tenants', () => ({ ...ADA, tenantId: 7 })],
  ['names a tenant with a zero in it', () => ({ ...ADA, tenantId: 'har\0bor' })],
  ['names half a letter', () => ({ ...ADA, userId: 'ada\ud800' })],
  ['lists no permissions', () => ({ ...ADA, permissions: 'view' })],
  ['answers true', () => true],
  ['names a tenant at length', () => ({ ...ADA, tenantId: 'h'.repeat(256) })],
  ['names a person by an object', () => ({ ...ADA, displayName: { first: 'Ada' } })],
  ['names a person by a number', () => ({ ...ADA, displayName: 7 })],
  ['acts for a person without an id', () => ({ ...ADA, actingFor: {} })],
  ['acts for an object', () => ({ ...ADA, actingFor: { userId: 'ben', displayName: {} } })],
  [
    'throws later',
    () => ({
      ...ADA,
      get displayName(): string {
        throw new Error('secret of the host')
      },
    }),
  ],
])('is unavailable where the host %s', async (_, identify) => {
  const asked = askHost(identify as never, {})
  await expect(asked).rejects.toMatchObject({ code: 'identity_unavailable', retryable: true })
  await expect(asked).rejects.not.toThrow('secret')
})

it('asks once for what may be another the next time', async () => {
  let asked = 0
  const shifting = {
    ...ADA,
    get tenantId() {
      asked++
      return asked === 1 ? 'harbor' : 'northwind'
    },
  }
  const identity = await askHost(() => shifting, {})
  expect([identity?.tenantId, identity?.tenantId, asked]).toEqual(['harbor', 'harbor', 1])
})

it('is unavailable once the host has taken five seconds', async () => {
  const asked = askHost(() => new Promise(() => {}), {})
  const refused = expect(asked).rejects.toMatchObject({ code: 'identity_unavailable' })
  await vi.advanceTimersByTimeAsync(5000)
  await refused
})
