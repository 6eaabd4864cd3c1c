// Bodies that do not come: refused in time, and at once where the adapter closes.
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { BODY_DEADLINE_MS } from '../config/defaults.ts'
import type { HttpRequest } from './http-types.ts'
import { createTimelyBodies } from './timely-bodies.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const asked = (readBody: HttpRequest['readBody']): HttpRequest => ({
  method: 'POST',
  path: '/webhooks',
  query: new URLSearchParams('a=1'),
  header: (name) => name.toUpperCase(),
  readBody,
  identify: () => null,
  operator: () => null,
  onGone: vi.fn(),
})
const never = asked(() => new Promise(() => {}))
const body = { kind: 'raw', bytes: Buffer.from('{}') } as const

it('is the same request', async () => {
  const request = asked(async (limit) => ({ kind: 'parsed', value: limit }))
  const timely = createTimelyBodies().of(request)
  const own = { header: null, readBody: null, onGone: null }
  expect({ ...timely, ...own }).toEqual({ ...request, ...own })
  expect(timely.header('origin')).toBe('ORIGIN')
  const leave = () => {}
  timely.onGone(leave)
  expect(request.onGone).toHaveBeenCalledWith(leave)
  expect(await timely.readBody(7)).toEqual({ kind: 'parsed', value: 7 })
  expect(vi.getTimerCount()).toBe(0)
})

it('refuses a body that is not here in time', async () => {
  const refused = expect(createTimelyBodies().of(never).readBody(1)).rejects.toMatchObject({
    code: 'invalid_request',
  })
  await vi.advanceTimersByTimeAsync(BODY_DEADLINE_MS)
  await refused
})

it('refuses those under way and those to come once it ends, and none that was read', async () => {
  const bodies = createTimelyBodies()
  const read = bodies.of(asked(async () => body)).readBody(1)
  expect(await read).toEqual(body)
  const waiting = Array.from({ length: 20 }, () => bodies.of(never).readBody(1))
  bodies.end()
  for (const refused of [...waiting, bodies.of(never).readBody(1)])
    await expect(refused).rejects.toMatchObject({ code: 'store_unavailable', retryable: true })
  expect(vi.getTimerCount()).toBe(0)
})
