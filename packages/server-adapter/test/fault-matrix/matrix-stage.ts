// One stage for all answers to one call: each has a tenant, a company and minutes of its own.
import { setImmediate as turn } from 'node:timers/promises'
import type { FaultTarget, SimulatorControl } from '@mooring/simulator'
import { vi } from 'vitest'
import { DEADLINES } from '../../src/gateway/deadlines.ts'
import type { TenantApi } from '../../src/host-api.ts'
import { MINUTE } from '../../src/platform/clock.ts'
import type { Browser } from '../browser.ts'
import { openStage, type Stage } from '../stage.ts'
import type { Answer } from './answers.ts'
import { type Line, lineOf } from './seen.ts'

/** Refusals within ten minutes make an incident: no answer is judged by the ones before it. */
const APART = 15 * MINUTE
/** Real milliseconds for what takes a few on a machine that is not busy. */
const PATIENCE = 30_000

export interface Cell {
  readonly stage: Stage
  readonly control: SimulatorControl
  readonly tenantId: string
  readonly realmId: string
  readonly person: { readonly user: string; readonly company: string }
  readonly books: TenantApi
  readonly browser: Browser
  /** Has Intuit answer so, does the work, and hears what the log says meanwhile. */
  answered<T>(target: FaultTarget, work: () => Promise<T>): Promise<{ result: T; log: string[] }>
  /** Does the work while Intuit answers as it does by now. */
  again<T>(target: FaultTarget, work: () => Promise<T>): Promise<T>
}

export interface MatrixStage extends AsyncDisposable {
  cell(answer: Answer): Cell
}

export async function openMatrixStage(): Promise<MatrixStage> {
  const lines: Line[] = []
  const write = (level: string) => (fields: Record<string, unknown>, sentence: string) =>
    void lines.push({ level, sentence, fields })
  const logger = { debug: () => {}, info: write('info'), warn: write('warn'), error: write('error') }
  const stage = await openStage({ logger })
  const { control } = stage.simulator
  let count = 0
  return {
    cell: ({ fault }) => {
      count += 1
      control.clearFaults()
      control.clock.advance(APART)
      const tenantId = `tenant-${count}`
      const company = `Harbor Tea ${count}`
      const realmId = `913035500000${String(count).padStart(4, '0')}`
      control.companies.add({ realmId, name: company, country: 'US' })
      control.setAdmin('ada', realmId, true)
      const again: Cell['again'] = async (target, work) =>
        fault.kind === 'silent' ? await outwaited(control, target, work) : await work()
      return {
        stage,
        control,
        tenantId,
        realmId,
        person: { user: 'ada', company },
        books: stage.adapter.forTenant(tenantId),
        browser: stage.browser(tenantId),
        again,
        answered: async (target, work) => {
          control.fault({ ...target, ...fault })
          const before = lines.length
          const result = await again(target, work)
          const own = lines.slice(before).filter(({ fields }) => fields.tenantId === tenantId)
          return { result, log: own.map(lineOf) }
        },
      }
    },
    [Symbol.asyncDispose]: () => stage.close(),
  }
}

/** Lets the deadline of each call pass at once when Intuit has received it and is silent. */
async function outwaited<T>(
  control: SimulatorControl,
  { route }: FaultTarget,
  work: () => Promise<T>,
): Promise<T> {
  const hits = () => control.state().faults.reduce((sum, fault) => sum + fault.hits, 0)
  const deadline = route === 'token' || route === 'revoke' ? DEADLINES.token : DEADLINES.company
  let isOver = false
  let seen = hits()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const working = work().finally(() => {
      isOver = true
    })
    working.catch(() => {})
    for (const until = performance.now() + PATIENCE; !isOver && performance.now() < until; ) {
      await turn()
      if (hits() === seen) continue
      seen = hits()
      await vi.advanceTimersByTimeAsync(deadline)
    }
    if (!isOver) throw new Error('The call did not end with its deadline.')
    return await working
  } finally {
    vi.useRealTimers()
  }
}
