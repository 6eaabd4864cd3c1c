// What becomes of a set-up, by table.
import { expect, it } from 'vitest'
import type { ConnectionRecord, SetupState } from '../stores/records.ts'
import { blank } from './connection-changes.ts'
import { importPaused, runBegan, runPaused, type SetupPlan, withSetup } from './setup-changes.ts'

const NOW = Date.UTC(2026, 10, 21, 12)
const IMPORT = { import: async () => {} }
const PLANS: Record<string, SetupPlan> = {
  nothing: null,
  'an empty plan': {},
  'an import': IMPORT,
  'a configuration': { configuration: true },
  both: { ...IMPORT, configuration: true },
}

const row = (confirmedAt: number | null, setup: Partial<SetupState> = {}): ConnectionRecord => {
  const record = blank({
    id: 'con_1',
    tenantId: 'tenant-a',
    environment: 'sandbox',
    realmTag: 'tag',
    realmSealed: 'sealed',
    realmLast4: '1234',
    realmClaim: 'claim',
    replaces: null,
  })
  return { ...record, confirmedAt, setup: { ...record.setup, ...setup } }
}

const FAILED: Partial<SetupState> = { state: 'failed', tries: 3, checkpoint: 'page 2', dueAt: NOW + 9 }

it.each<[string, string, number | null, Partial<SetupState>, Partial<SetupState>, string[]]>([
  ['a first confirmation', 'nothing', null, {}, { state: 'none' }, []],
  ['a first confirmation', 'an empty plan', null, {}, { state: 'none', dueAt: null }, []],
  ['a first confirmation', 'an import', null, {}, { state: 'importing', dueAt: NOW }, ['setup.started']],
  [
    'a first confirmation',
    'a configuration',
    null,
    {},
    { state: 'configuration_required', dueAt: null },
    ['setup.started'],
  ],
  ['a first confirmation', 'both', null, {}, { state: 'importing', dueAt: NOW }, ['setup.started']],
  ['a later one', 'both', 1, {}, { state: 'none', dueAt: null }, []],
  ['a later one, done', 'both', 1, { state: 'done' }, { state: 'done', dueAt: null }, []],
  [
    'a later one, waiting for its configuration',
    'both',
    1,
    { state: 'configuration_required' },
    { state: 'configuration_required', dueAt: null },
    [],
  ],
  [
    'a later one, failed',
    'both',
    1,
    FAILED,
    { state: 'importing', tries: 0, checkpoint: 'page 2', dueAt: NOW },
    [],
  ],
  ['a later one, paused', 'both', 1, { state: 'importing', tries: 2 }, { tries: 2, dueAt: NOW }, []],
  [
    'a later one, running',
    'both',
    1,
    { state: 'importing', run: { id: 'run_1', aliveUntil: NOW + 5 }, dueAt: NOW + 5 },
    { dueAt: NOW + 5 },
    [],
  ],
])('%s, with %s planned', (_, plan, confirmedBefore, setup, expected, types) => {
  const before = row(confirmedBefore, setup)
  const change = { record: row(NOW, setup), events: [] }
  const made = withSetup(before, change, { plan: PLANS[plan] ?? null, now: NOW })
  expect(made.record.setup).toMatchObject(expected)
  expect(made.events.map(({ type }) => type)).toEqual(types)
})

it('a company that still has to be confirmed begins nothing', () => {
  const change = { record: row(null), events: [] }
  const made = withSetup(null, change, { plan: IMPORT, now: NOW })
  expect(made.record.setup.state).toBe('none')
})

it('a run that had to wait for a person counts as no try', () => {
  const report = { progress: null, checkpoint: 'page 2' }
  const { record: running } = runBegan(row(NOW, { state: 'importing', tries: 1 }), 'run_1', NOW)
  expect(running.setup.tries).toBe(2)
  const { record: paused } = runPaused(running, report, null)
  expect(paused.setup).toMatchObject({ state: 'importing', tries: 1, run: null, dueAt: null })
  expect(runPaused(paused, report, null).record.setup.tries).toBe(1)
})

it('a pause is reported once, and so is its end', () => {
  const report = { progress: null, checkpoint: 'page 2' }
  const why = { now: NOW, reason: 'revoked', action: 'reauthorize' } as const
  const { record: running } = runBegan(row(NOW, { state: 'importing' }), 'run_1', NOW)
  const first = importPaused(running, report, why)
  expect(first.record.setup).toMatchObject({ state: 'importing', tries: 0, pausedAt: NOW, dueAt: null })
  const again = importPaused(first.record, report, { ...why, now: NOW + 9 })
  expect(again.record.setup.pausedAt).toBe(NOW)
  const consent = { record: again.record, events: [] }
  const unconfirmed = { ...again.record, status: 'awaiting_confirmation' as const }
  const waits = withSetup(again.record, { record: unconfirmed, events: [] }, { plan: IMPORT, now: NOW })
  expect(waits.record.setup.pausedAt).toBe(NOW)
  const live = { ...consent, record: { ...again.record, status: 'connected' as const } }
  const resumed = withSetup(again.record, live, { plan: IMPORT, now: NOW })
  expect(resumed.record.setup).toMatchObject({ pausedAt: null, dueAt: NOW })
  expect([first, again, waits, resumed].map(({ events }) => events.map(({ type }) => type))).toEqual([
    ['setup.paused'],
    [],
    [],
    ['setup.resumed'],
  ])
})
