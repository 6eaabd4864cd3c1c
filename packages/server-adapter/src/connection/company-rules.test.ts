// The callback's rules of which connection a company belongs to, as a table.
import type { Permission } from '@mooring/contract'
import { describe, expect, it } from 'vitest'
import type { ConnectionRecord } from '../stores/records.ts'
import { type CompanyFacts, decideCompany, holderOf } from './company-rules.ts'

const row = (
  id: string,
  tenantId: string,
  realmTag: string,
  status: ConnectionRecord['status'] = 'connected',
) => ({ id, tenantId, realmTag, status, switching: null }) as ConnectionRecord

const MAY: Permission[] = ['connect', 'reauthorize', 'disconnect']
const facts = (
  given: Partial<CompanyFacts> & { change?: boolean; permissions?: Permission[] },
): CompanyFacts => ({
  attempt: {
    tenantId: 'us',
    allowCompanyChange: given.change ?? false,
    permissions: given.permissions ?? MAY,
  },
  realmTag: 'tea',
  target: null,
  holders: [],
  hasAnother: false,
  multipleConnections: true,
  sharedCompanies: 'refuse',
  ...given,
})

const ours = row('ours', 'us', 'tea')
const gone = row('gone', 'us', 'tea', 'disconnected')
const theirs = row('theirs', 'them', 'tea')
const theirsGone = row('theirs', 'them', 'tea', 'disconnected')
const bakery = row('bakery', 'us', 'bread')
const bakeryGone = row('bakery', 'us', 'bread', 'disconnected')

/** The company of a switch from the bakery that no one has confirmed yet. */
const waiting = {
  ...row('waiting', 'us', 'tea', 'awaiting_confirmation'),
  confirmedAt: null,
  replaces: 'bakery',
  switching: { why: 'different_company', until: 1 },
} as ConnectionRecord
const MAY_SWITCH: Permission[] = ['connect', 'disconnect']

const CASES: [string, Parameters<typeof facts>[0], object][] = [
  ['a new company', {}, { kind: 'create' }],
  ['one we hold', { holders: [ours] }, { kind: 'renew', connection: ours }],
  ['one we hold, without the right', { holders: [ours], permissions: ['connect'] }, { kind: 'forbidden' }],
  ['one we held', { holders: [gone] }, { kind: 'reconnect', connection: gone }],
  ['one they hold', { holders: [theirs] }, { kind: 'company_in_use', holder: theirs }],
  ['one they hold, sharing allowed', { holders: [theirs], sharedCompanies: 'allow' }, { kind: 'create' }],
  ['one they held', { holders: [theirsGone] }, { kind: 'create' }],
  ['one they hold and we held', { holders: [theirs, gone] }, { kind: 'company_in_use', holder: theirs }],
  [
    'a second company, one allowed',
    { hasAnother: true, multipleConnections: false },
    { kind: 'already_connected' },
  ],
  [
    'our own again, one allowed',
    { holders: [ours], multipleConnections: false },
    { kind: 'renew', connection: ours },
  ],
  ['the target again', { target: ours, holders: [ours] }, { kind: 'renew', connection: ours }],
  ['the disconnected target', { target: gone, holders: [gone] }, { kind: 'reconnect', connection: gone }],
  [
    'the target again, without the right',
    { target: ours, holders: [ours], change: true, permissions: ['connect', 'disconnect'] },
    { kind: 'forbidden' },
  ],
  [
    'the target, disconnected meanwhile, without the right to connect',
    { target: gone, holders: [gone], permissions: ['reauthorize'] },
    { kind: 'forbidden' },
  ],
  [
    'the disconnected target, one allowed and another there',
    { target: gone, holders: [gone], hasAnother: true, multipleConnections: false },
    { kind: 'already_connected' },
  ],
  [
    'a switch from a disconnected one, one allowed and another there',
    { target: bakeryGone, change: true, hasAnother: true, multipleConnections: false },
    { kind: 'already_connected' },
  ],
  ['another than the target', { target: bakery }, { kind: 'company_mismatch', target: bakery }],
  [
    'another than the disconnected target',
    { target: bakeryGone },
    { kind: 'company_mismatch', target: bakeryGone },
  ],
  [
    'another than the target, theirs: tells nothing of whose',
    { target: bakery, holders: [theirs] },
    { kind: 'company_mismatch', target: bakery },
  ],
  ['another on purpose', { target: bakery, change: true }, { kind: 'replace', old: bakery }],
  [
    'another on purpose, theirs',
    { target: bakery, change: true, holders: [theirs] },
    { kind: 'company_in_use', holder: theirs },
  ],
  [
    'another on purpose, ours already',
    { target: bakery, change: true, holders: [ours] },
    { kind: 'renew', connection: ours },
  ],
  [
    'another on purpose, ours already, without the right to re-authorize it',
    { target: bakery, change: true, holders: [ours], permissions: MAY_SWITCH },
    { kind: 'forbidden' },
  ],
  [
    'the company again that this switch waits with',
    { target: bakery, change: true, holders: [waiting], permissions: MAY_SWITCH },
    { kind: 'renew', connection: waiting },
  ],
  [
    'another on purpose, that another switch waits with, without the right to re-authorize it',
    { target: row('books', 'us', 'paper'), change: true, holders: [waiting], permissions: MAY_SWITCH },
    { kind: 'forbidden' },
  ],
  [
    'another on purpose, only one allowed',
    { target: bakery, change: true, multipleConnections: false },
    { kind: 'replace', old: bakery },
  ],
  [
    'the same, change allowed',
    { target: ours, holders: [ours], change: true },
    { kind: 'renew', connection: ours },
  ],
]

describe('decideCompany', () => {
  it.each(CASES)('%s', (_, given, decision) => {
    expect(decideCompany(facts(given))).toEqual(decision)
  })
})

describe('holderOf', () => {
  it.each([
    ['no connection has it', [], null],
    ['it was held', [gone, theirsGone], null],
    ['we hold it', [ours], ours],
    ['they hold it', [gone, theirs], theirs],
  ] as const)('where %s', (_, holders, expected) => {
    expect(holderOf(holders)).toBe(expected)
  })
})
