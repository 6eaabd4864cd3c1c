// Which known name a misspelt one is told to be.
import { describe, expect, it } from 'vitest'
import { nearestName, unknownName } from './known-names.ts'

const KNOWN = { redirectUri: true, encryptionKeys: true, allowedOrigins: true, now: true } as const
const names = Object.keys(KNOWN)

describe('the nearest name', () => {
  it.each([
    ['redirectURI', 'redirectUri'],
    ['redirect_uri', 'redirectUri'],
    ['redirectUrl', 'redirectUri'],
    ['encryptionKey', 'encryptionKeys'],
    ['allowedOrgins', 'allowedOrigins'],
    ['origins', 'allowedOrigins'],
    ['nwo', 'now'],
    ['colour', null],
    ['no', 'now'],
    ['x', null],
    ['', null],
  ])('of %j is %j', (name, nearest) => {
    expect(nearestName(name, names)).toBe(nearest)
  })
})

describe('an unknown name', () => {
  class Own {
    extra = 1
  }
  it.each<[string, unknown]>([
    ['an object that knows all of them', { now: 1, redirectUri: 'x' }],
    ["an instance of a class of the host's", new Own()],
    ['nothing', undefined],
    ['a text', 'now'],
  ])('is not found in %s', (_, value) => {
    expect(unknownName(value, KNOWN)).toBeNull()
  })

  it('is found where the object has no prototype', () => {
    expect(unknownName(Object.assign(Object.create(null), { noww: 1 }), KNOWN)?.name).toBe('noww')
  })

  it('is none that every object has', () => {
    expect(unknownName({ toString: 1 }, KNOWN)?.name).toBe('toString')
  })
})
