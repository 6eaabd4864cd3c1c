// Asking the host who is there: nobody is let in by a failure.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Identity } from '../config/options.ts'
import { askHost } from './access.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const ADA: Identity = { tenantId: 'harbor', userId: 'ada', permissions: ['view'] }

it.each([
  ['a person', ADA, ADA],
  ['nobody', null, null],
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
])('is unavailable where the host %s', async (_, identify) => {
  const asked = askHost(identify as never, {})
  await expect(asked).rejects.toMatchObject({ code: 'identity_unavailable', retryable: true })
  await expect(asked).rejects.not.toThrow('secret')
})

it('is unavailable once the host has taken five seconds', async () => {
  const asked = askHost(() => new Promise(() => {}), {})
  const refused = expect(asked).rejects.toMatchObject({ code: 'identity_unavailable' })
  await vi.advanceTimersByTimeAsync(5000)
  await refused
})
