// The tables agree with one another, and the fixtures with the schemas.
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { errorsPage } from '../../../scripts/errors-page.mjs'
import { CODE_HELP } from './code-help.ts'
import {
  attemptFixture,
  connectionFixture,
  connectionListFixture,
  problemFixture,
  STATUS_ROWS,
} from './fixtures/index.ts'
import { ACTIONS, actionFor, CODES, REASONS, ROUTES, routePath, STATUSES } from './index.ts'
import {
  attemptSchema,
  authorizeRequestSchema,
  codeSchema,
  connectionListSchema,
  connectionSchema,
  problemSchema,
} from './schemas/index.ts'
import type { Code } from './types.ts'

describe('the table of statuses', () => {
  it('has seven statuses and eighteen reasons, each reason once', () => {
    expect(STATUSES).toHaveLength(7)
    expect(REASONS).toHaveLength(18)
    expect(new Set(REASONS).size).toBe(18)
  })

  it.each(STATUS_ROWS)('gives %s %s an action, and a fixture that follows the schema', (status, reason) => {
    const action = actionFor(status, reason)
    expect(action === null || ACTIONS.includes(action)).toBe(true)
    expect(connectionSchema.parse(connectionFixture(status, reason))).toMatchObject({
      status,
      reason,
      action,
    })
  })

  it.each([
    ['connected', 'revoked'],
    ['expiring', null],
    ['disconnected', 'idle_expired'],
  ] as const)('knows no %s with %s', (status, reason) => {
    const connection = { ...connectionFixture(), status, reason }
    expect(connectionSchema.safeParse(connection).success).toBe(false)
  })
})

describe('the table of codes', () => {
  it.each(Object.keys(CODES) as Code[])('%s makes a problem that follows the schema', (code) => {
    const { status, title } = CODES[code]
    expect(problemSchema.parse(problemFixture(code))).toMatchObject({ code, status, title })
    expect(status === 0 || (status >= 400 && status < 600)).toBe(true)
    expect(codeSchema.parse(code)).toBe(code)
  })

  it('is what docs/errors.md shows', async () => {
    const page = new URL('../../../docs/errors.md', import.meta.url)
    expect(await readFile(page, 'utf8'), 'run: node --conditions=source scripts/write-errors-page.mjs').toBe(
      errorsPage(CODES, CODE_HELP),
    )
  })

  it.each(Object.keys(CODES) as Code[])('says of %s what happened, who meets it, cause and cure', (code) => {
    const { what, who, cause, cure } = CODE_HELP[code]
    for (const sentence of [what, who, cause, cure]) expect(sentence).toMatch(/^\S.{3,}[.?]$/)
  })
})

describe('the routes', () => {
  it('are there once each, and take an id as one segment', () => {
    const all = Object.values(ROUTES).map(({ method, path }) => `${method} ${path}`)
    expect(new Set(all).size).toBe(all.length)
    expect(routePath(ROUTES.getConnection.path, 'a/b?c')).toBe('/connections/a%2Fb%3Fc')
  })
})

describe('the other shapes', () => {
  it('have fixtures that follow them', () => {
    expect(attemptSchema.parse(attemptFixture())).toMatchObject({ outcome: 'pending' })
    expect(connectionListSchema.parse(connectionListFixture()).connections).toHaveLength(1)
  })

  it.each([
    ['an unknown field', { mode: 'popup', realmId: '1' }],
    ['an intent over 4 kB', { mode: 'popup', intent: 'x'.repeat(4096) }],
    ['no mode', {}],
  ])('refuse %s', (_, body) => {
    expect(authorizeRequestSchema.safeParse(body).success).toBe(false)
  })
})
