// Stored tokens of other libraries, as databases give them back.
import { describe, expect, it } from 'vitest'
import { fromAuthJs, fromBetterAuth, fromIntuitOauth, fromNodeQuickbooks } from './from-clients.ts'

const REALM = '9341453397421383'
const CREATED = Date.UTC(2026, 10, 29, 8)
const IN_AN_HOUR = '2026-11-29T09:00:00.000Z'
const IN_101_DAYS = '2027-03-10T08:00:00.000Z'

describe('intuit-oauth', () => {
  const token = {
    token_type: 'bearer',
    access_token: 'access',
    refresh_token: 'refresh',
    expires_in: 3_600,
    x_refresh_token_expires_in: 8_726_400,
    realmId: REALM,
    createdAt: CREATED,
  }
  const whole = {
    realmId: REALM,
    refreshToken: 'refresh',
    accessToken: 'access',
    accessTokenExpiresAt: IN_AN_HOUR,
    refreshTokenExpiresAt: IN_101_DAYS,
  }

  it.each([
    ['as it is', token],
    ['as JSON', JSON.stringify(token)],
    [
      'with numbers as text',
      { ...token, createdAt: String(CREATED), expires_in: '3600', x_refresh_token_expires_in: '8726400' },
    ],
    ['with the moment in seconds', { ...token, createdAt: CREATED / 1_000 }],
    ['with the moment as a Date', { ...token, createdAt: new Date(CREATED) }],
    ['with the moment as ISO text', { ...token, createdAt: new Date(CREATED).toISOString() }],
  ])('%s', (_, stored) => {
    expect(fromIntuitOauth(stored)).toEqual(whole)
  })

  it('without its moment: lifetimes are left out', () => {
    const { createdAt: _, ...rest } = token
    expect(fromIntuitOauth(rest)).toEqual({ realmId: REALM, refreshToken: 'refresh', accessToken: 'access' })
  })

  it.each([
    ['realmId', { realmId: Number(REALM) }],
    ['realmId', { realmId: undefined }],
    ['refresh_token', { refresh_token: '' }],
    ['refresh_token', { refresh_token: 7 }],
    ['createdAt', { createdAt: 'yesterday' }],
    ['createdAt', { createdAt: '2026-11-29T08:00:00' }],
    ['createdAt', { createdAt: 12 }],
    ['expires_in', { expires_in: 'soon' }],
  ])('names %s where it makes no sense', (path, given) => {
    expect(() => fromIntuitOauth({ ...token, ...given })).toThrow(
      expect.objectContaining({
        code: 'invalid_request',
        problem: expect.objectContaining({ fields: [expect.objectContaining({ path })] }),
      }),
    )
  })
})

describe('node-quickbooks', () => {
  const expected = { realmId: REALM, refreshToken: 'refresh', accessToken: 'access' }

  it('as an object and as the constructor’s arguments', () => {
    const object = {
      consumerKey: 'id',
      consumerSecret: 'secret',
      token: 'access',
      tokenSecret: false,
      realmId: REALM,
      refreshToken: 'refresh',
    }
    expect(fromNodeQuickbooks(object)).toEqual(expected)
    const list = ['id', 'secret', 'access', false, REALM, true, false, null, '2.0', 'refresh']
    expect(fromNodeQuickbooks(list)).toEqual(expected)
  })

  it('of OAuth 1 is refused by name', () => {
    expect(() => fromNodeQuickbooks({ token: 'x', tokenSecret: 'y', realmId: REALM })).toThrow('OAuth 1')
  })
})

describe('better-auth', () => {
  const row = { accessToken: 'access', refreshToken: 'refresh', refreshTokenExpiresAt: null }

  it.each([
    ['a Date', new Date(CREATED + 3_600_000)],
    ['ISO text', IN_AN_HOUR],
    ['milliseconds', CREATED + 3_600_000],
    ['seconds', CREATED / 1_000 + 3_600],
    ['milliseconds as text', String(CREATED + 3_600_000)],
  ])('with its end as %s', (_, accessTokenExpiresAt) => {
    expect(fromBetterAuth({ ...row, accessTokenExpiresAt }, { realmId: REALM })).toEqual({
      realmId: REALM,
      refreshToken: 'refresh',
      accessToken: 'access',
      accessTokenExpiresAt: IN_AN_HOUR,
    })
  })
})

describe('Auth.js', () => {
  const row = {
    access_token: 'access',
    refresh_token: 'refresh',
    expires_at: CREATED / 1_000 + 3_600,
    x_refresh_token_expires_in: 8_726_400,
  }
  const expected = {
    realmId: REALM,
    refreshToken: 'refresh',
    accessToken: 'access',
    accessTokenExpiresAt: IN_AN_HOUR,
  }

  it('counts its end in seconds, and lifetimes from the moment it was saved', () => {
    expect(fromAuthJs(row, { realmId: REALM })).toEqual(expected)
    expect(fromAuthJs(row, { realmId: REALM, savedAt: new Date(CREATED) })).toEqual({
      ...expected,
      refreshTokenExpiresAt: IN_101_DAYS,
    })
  })

  it('names milliseconds in the field of seconds', () => {
    expect(() => fromAuthJs({ ...row, expires_at: CREATED }, { realmId: REALM })).toThrow('"expires_at"')
  })
})
