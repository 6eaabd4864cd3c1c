// Signatures as Standard Webhooks' own examples have them.
import { describe, expect, it } from 'vitest'
import { keyOf, signatureHeaders } from './sign-event.ts'

describe('a message', () => {
  it.each([
    [
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: 1_614_265_330_999, body: '{"test": 2432232314}' },
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    ],
    [
      'whsec_plJ3nmyCDGBKInavdOK15jsl'.padEnd(38, 'A'),
      { id: 'msg_loFOjxBNrRLzqYUf', at: 1_731_705_121_000, body: '{}' },
      expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    ],
  ])('is signed with %s', (secret, message, signature) => {
    const key = keyOf(secret)
    if (key === null) throw new Error('no key')
    expect(signatureHeaders(message, [key])).toEqual({
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(message.at / 1_000)),
      'webhook-signature': signature,
    })
  })

  it('is signed with each key, in their order', () => {
    const keys = [Buffer.alloc(24, 1), Buffer.alloc(24, 2)]
    const message = { id: 'evt_1', at: 0, body: '{}' }
    const both = signatureHeaders(message, keys)['webhook-signature'].split(' ')
    expect(both).toEqual(keys.map((key) => signatureHeaders(message, [key])['webhook-signature']))
    expect(new Set(both).size).toBe(2)
  })
})

it.each([
  [`whsec_${Buffer.alloc(24).toString('base64')}`, 24],
  [`whsec_${Buffer.alloc(64).toString('base64')}`, 64],
  [`whsec_${Buffer.alloc(23).toString('base64')}`, null],
  [`whsec_${Buffer.alloc(65).toString('base64')}`, null],
  [Buffer.alloc(32).toString('base64'), null],
  ['whsec_', null],
  ['whsec_not base64, and long enough to be a key', null],
  [7, null],
])('%s is a key of %s bytes', (secret, bytes) => {
  expect(keyOf(secret)?.length ?? null).toBe(bytes)
})
