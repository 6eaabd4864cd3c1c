// Every reader of what browsers, hosts and the store hand in: it gives what it promises or its own error, and loses nothing.
// Beside these: return-to and rate-limits (their own tests); Intuit's answers are in answers.property.test.ts.
import { createSecretKey } from 'node:crypto'
import { historyCsvLine, parseRealmId } from '@mooring/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  fromAuthJs,
  fromBetterAuth,
  fromIntuitOauth,
  fromNodeQuickbooks,
} from '../src/clients/from-clients.ts'
import { checkBasePath, checkIntuitOrigin, checkRedirectUri } from '../src/config/check-addresses.ts'
import { companyAddress } from '../src/gateway/company-address.ts'
import { GatewayError } from '../src/gateway/intuit-gateway.ts'
import { isNamed } from '../src/http/etags.ts'
import { checkImport } from '../src/import/import-request.ts'
import { MooringError, sql } from '../src/index.ts'
import { ArgumentsError, readArguments } from '../src/migrate-to-postgres/read-arguments.ts'
import { nearestName, unknownName } from '../src/platform/known-names.ts'
import { openText, sealText } from '../src/vault/envelope.ts'
import { formatSealedText, parseSealedText } from '../src/vault/sealed-text.ts'
import { VaultError } from '../src/vault/token-vault.ts'
import { anything, digits, holds, NOW, orRefused, piecesOf, text } from './properties.ts'

const BASE = 'https://quickbooks.example/v3/company'

describe('from the browser and the host', () => {
  it('parseRealmId takes 1 to 20 ASCII digits, as they are, and nothing else', () => {
    holds(fc.oneof(digits, anything), (value) => {
      const isRealmId = typeof value === 'string' && /^[0-9]{1,20}$/.test(value)
      expect(parseRealmId(value)).toBe(isRealmId ? value : null)
    })
  })

  it('companyAddress never leaves the company', () => {
    const path = piecesOf(
      '/',
      '..',
      '%2e',
      '%2F',
      '\\',
      '?',
      '#',
      '&',
      'query=',
      '//evil.example',
      '@',
      '/v3/company/1/',
    )
    holds(
      path.map((given) => `/${given}`),
      (given) => {
        const address = orRefused(GatewayError, () => companyAddress(BASE, '1', given))
        if (address === null) return
        const url = new URL(address)
        expect(`${url.origin}${url.pathname}`.startsWith(`${BASE}/1/`)).toBe(true)
        expect(url.search).toMatch(/minorversion=/i)
        expect(url.hash).toBe('')
      },
    )
  })

  it('sql writes a text so that it is read as that text', () => {
    holds(fc.oneof(text, piecesOf("'", '\\', "\\'", '%', ' or 1=1')), (value) => {
      const query = orRefused(MooringError, () => sql`select * from Customer where DisplayName = ${value}`)
      if (query === null) return expect(value.isWellFormed()).toBe(false)
      const written = /^select \* from Customer where DisplayName = '((?:\\.|[^'\\])*)'$/su.exec(query)
      expect(written?.[1]?.replace(/\\(.)/gsu, '$1')).toBe(value)
    })
  })

  it('checkImport and the stored shapes of other libraries give what an import takes, or name the field', () => {
    const field = fc.oneof(anything, digits, fc.date(), fc.double(), fc.bigInt())
    const names = [
      'realmId',
      'refreshToken',
      'refresh_token',
      'accessToken',
      'access_token',
      'expires_at',
      'createdAt',
    ]
    const row = fc.dictionary(fc.constantFrom(...names, 'token', 'expires_in', 'tokenSecret'), field)
    holds(fc.oneof(row, anything), (given) => {
      for (const read of [
        () => fromIntuitOauth(given),
        () => fromNodeQuickbooks(given),
        () => fromBetterAuth(given, { realmId: '1' }),
        () => fromAuthJs(given, { realmId: '1' }),
      ]) {
        const request = orRefused(MooringError, read)
        if (request !== null) orRefused(MooringError, () => checkImport(request, NOW))
      }
      const checked = orRefused(MooringError, () => checkImport(given as never, NOW))
      if (checked !== null) expect(parseRealmId(checked.realmId)).toBe(checked.realmId)
    })
  })

  it('addresses among the options are taken as they are meant, or refused by their name', () => {
    const address = piecesOf(
      'https://',
      'http://',
      'localhost',
      'app.example.com',
      '/callback',
      ':80',
      '@',
      '?',
      '#',
      '/',
    )
    holds(fc.oneof(address, anything), (given) => {
      const redirect = orRefused(Error, () => checkRedirectUri(given, 'production'))
      if (redirect !== null)
        expect([redirect.protocol, redirect.search, redirect.username]).toEqual(['https:', '', ''])
      const base = orRefused(Error, () => checkBasePath(given))
      if (base) expect(base).toMatch(/^\/[^?#\s]*[^/?#\s]$/)
      const origin = orRefused(Error, () => checkIntuitOrigin(given))
      if (origin !== null) expect(new URL(origin).origin).toBe(origin)
    })
  })

  it('isNamed finds a tag as it was sent, and as proxies write it', () => {
    holds(fc.tuple(fc.stringMatching(/^[\w]{1,12}$/), text), ([tag, other]) => {
      const etag = `"${tag}"`
      for (const sent of [etag, `W/${etag}`, `"${tag}-gzip"`, `${etag}, ${JSON.stringify(other)}`])
        expect(isNamed(etag, sent)).toBe(true)
      if (!other.includes(tag)) expect(isNamed(etag, other)).toBe(false)
    })
  })

  it('nearestName names one that there is', () => {
    const known = ['clientId', 'clientSecret', 'redirectUri', 'encryptionKeys']
    holds(text, (name) => {
      const nearest = nearestName(name, known)
      if (nearest !== null) expect(known).toContain(nearest)
    })
    holds(fc.constantFrom(...known), (name) => expect(nearestName(name, known)).toBe(name))
    holds(anything, (value) => void unknownName(value, { clientId: true }))
  })

  it('readArguments gives the arguments, or says what is wrong', () => {
    const word = fc.option(fc.oneof(fc.constantFrom('sqlite', 'sqlite:a.db', 'postgres'), text), {
      nil: undefined,
    })
    const words = fc.record({ from: word, to: word, schema: word, dryRun: fc.boolean(), undo: fc.boolean() })
    holds(words, (given) => {
      const parsed = orRefused(ArgumentsError, () =>
        readArguments(given, { DATABASE_URL: 'postgres://here' }, 'mooring'),
      )
      if (parsed !== null) expect(['move', 'check', 'undo']).toContain(parsed.what)
    })
  })
})

describe('from the store', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((given) => Buffer.from(given))
  const key = { id: 'k1', key: createSecretKey(Buffer.alloc(32, 7)) } as never

  it('a sealed text is taken apart as it was put together, and in no other spelling', () => {
    holds(fc.tuple(fc.string({ minLength: 1 }), bytes, bytes), ([keyId, iv, body]) => {
      if (!keyId.isWellFormed()) return
      expect(parseSealedText(formatSealedText({ keyId, iv, body }))).toEqual({ keyId, iv, body })
    })
    holds(piecesOf('m1', '.', 'azE', '=', ' '), (given) => {
      const parts = parseSealedText(given)
      if (parts !== null) expect(formatSealedText(parts)).toBe(given)
    })
  })

  it('opens to what was sealed, for what it was sealed, and with no bit changed', () => {
    const binding = fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 4 })
    holds(fc.tuple(fc.string(), binding, binding, fc.nat()), ([plain, bound, other, at]) => {
      if (!plain.isWellFormed()) return
      const sealed = parseSealedText(sealText(key, plain, bound))
      if (sealed === null) throw new Error('What was sealed is no sealed text.')
      expect(openText(key, sealed, bound)).toBe(plain)
      const changed = Buffer.from(sealed.body)
      const index = at % changed.length
      changed[index] = (changed[index] ?? 0) ^ (1 << (at % 8))
      expect(() => openText(key, { ...sealed, body: changed }, bound)).toThrow(VaultError)
      if (JSON.stringify(other) !== JSON.stringify(bound))
        expect(() => openText(key, sealed, other)).toThrow(VaultError)
    })
  })

  it('a line of the history has a cell for each column, and none that a spreadsheet calculates', () => {
    const word = fc.oneof(text, piecesOf('=', '+1', '@', '"', ';', ',', '\r\n', '\t', '＝', '-'))
    holds(fc.tuple(word, word, word), ([displayName, userId, code]) => {
      const line = historyCsvLine({
        id: 'his_1',
        at: '2026-01-15T00:00:00Z',
        type: 'token.rotated',
        outcome: 'succeeded',
        code,
        intuitTid: null,
        hash: 'h',
        actor: { userId, displayName },
        data: {},
      } as never)
      expect(line.endsWith('\r\n')).toBe(true)
      const cells = [...line.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))(?=,|$)/gsu)]
      expect(cells).toHaveLength(12)
      expect(cells.map(([whole]) => whole).join('')).toBe(line.slice(0, -2))
      for (const [, quoted, plain] of cells) expect(quoted ?? plain ?? '').not.toMatch(/^\s*[=+\-@＝＋－＠]/)
    })
  })
})
