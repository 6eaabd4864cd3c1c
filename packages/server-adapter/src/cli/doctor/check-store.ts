// Doctor: the store, its keys, its clock and the work that waits in it.
import { CLOCK_GAP_WARNED_MS, READY_AFTER_MS } from '../../config/defaults.ts'
import type { QuickBooksAdapter } from '../../host-api.ts'
import { counted, duration } from '../paint.ts'
import { type DoctorContext, type Finding, finder, sentenceOf } from './finding.ts'

type Examined = Pick<DoctorContext, 'options'> & { readonly adapter: QuickBooksAdapter }

const OPENING = 'opening it and counting what is in it'

export async function checkStore(examined: Examined): Promise<Finding[]> {
  try {
    const { connections, clockGapMs } = await examined.adapter.operations.health()
    const count = Object.values(connections).reduce((sum, each) => sum + each, 0)
    return [
      finder('store', OPENING)('ok', `it opens, is this app's, and has ${counted(count, 'connection')}`),
      await keys(examined),
      databaseClock(clockGapMs),
      await dueWork(examined),
    ]
  } catch (error) {
    return unopened(error)
  }
}

/** What there is to say of a store that can't be used. */
export function unopened(error: unknown): Finding[] {
  const first = 'correct the store first'
  return [
    finder('store', OPENING)(
      'failed',
      sentenceOf(error),
      "see the store's page in the documentation: docs/stores",
    ),
    finder('keys', 'opening what is sealed')('untried', 'the store does not open', first),
    finder('background work', 'what waits in the store')('untried', 'the store does not open', first),
  ]
}

/** No company has this id: asking for it needs the keys, and nothing else. */
const NO_COMPANY = '0'

async function keys({ adapter, options }: Examined): Promise<Finding> {
  const found = finder('keys', 'opening what is sealed with them')
  try {
    await adapter.operations.find({ realmId: NO_COMPANY })
    const ids = options.encryptionKeys.map(({ id }) => `"${id}"`)
    const others = ids.length > 1 ? `; ${ids.slice(1).join(', ')} still open what they sealed` : ''
    return found('ok', `${ids[0]} seals${others}`)
  } catch (error) {
    return found(
      'failed',
      sentenceOf(error),
      'put the missing key back; make new ones with: mooring keys new',
    )
  }
}

function databaseClock(gapMs: number): Finding {
  const found = finder('database clock', "comparing this machine's clock with it")
  if (gapMs <= CLOCK_GAP_WARNED_MS) return found('ok', gapMs === 0 ? 'no gap' : `${gapMs} ms apart`)
  return found('failed', `${duration(gapMs)} apart`, 'set both clocks right (NTP)')
}

async function dueWork({ adapter, options }: Examined): Promise<Finding> {
  const found = finder('background work', 'for how long the work that is due has waited')
  const { overdueMs } = (await adapter.operations.status()).checks.jobs
  const most = options.readyAfterMs ?? READY_AFTER_MS
  if (overdueMs === null) return found('untried', 'the store did not answer in time', 'try again')
  if (overdueMs <= most) return found('ok', overdueMs < 1_000 ? 'none waits' : `since ${duration(overdueMs)}`)
  return found(
    'failed',
    `since ${duration(overdueMs)}: it is not being done`,
    'call quickbooks.start() in one process at least, or runDueWork() by cron',
  )
}
