// What a test saw of one call that Intuit answered in one way, in words that the page can show.
import type { Attempt, Connection } from '@mooring/contract'
import { MooringError } from '../../src/index.ts'

export interface Seen {
  /** What is true of the connection or the attempt right after: `checking/intuit_unavailable`, `failed/exchange_failed`. */
  readonly becomes: string
  /** The same where Intuit answers so again two minutes later; left out where nothing differs. */
  readonly later?: string
  /** The same once Intuit answers well again; left out where nothing differs. */
  readonly afterwards?: string
  /** What people read, where it is no sentence of the kit's. */
  readonly reads?: string
  /** What the host's own code gets. */
  readonly host?: string
  /** Lines of the log: level, sentence, what Intuit said. */
  readonly log: readonly string[]
}

/** What is seen of each of these answers. */
export interface Row extends Seen {
  /** Their ids. */
  readonly answers: readonly string[]
}

export interface Line {
  readonly level: string
  readonly sentence: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Fields of a line that repeat what Intuit answered: only that they are there is of interest. */
const REPEATED = ['status', 'fault', 'cause'] as const

/** Level and sentence; the code of what was made of the answer, and which words of Intuit's stand beside it. */
export function lineOf({ level, sentence, fields }: Line): string {
  const { code } = fields
  // A code of digits is Intuit's own.
  const isIntuits = typeof code === 'string' && /^\d+$/.test(code)
  const repeated = REPEATED.filter((name) => fields[name] !== undefined && fields[name] !== null)
  const named = [
    ...(typeof code === 'string' && !isIntuits ? [`code ${code}`] : []),
    ...(isIntuits ? ['code'] : []),
    ...repeated,
  ]
  const said = sentence.replace(/fault \d+/, 'fault …')
  return `${level}: ${said}${named.length === 0 ? '' : ` (${named.join(', ')})`}`
}

export const connectionStateOf = ({ status, reason }: Pick<Connection, 'status' | 'reason'>): string =>
  reason === null ? status : `${status}/${reason}`

export const outcomeOf = ({ outcome, step, problem }: Attempt): string =>
  problem === null ? (outcome === 'pending' ? `pending/${step}` : outcome) : `${outcome}/${problem.code}`

/** Code, reason and action of what the host is thrown. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof MooringError)) return `an error that is none of ours: ${error}`
  const reason = 'reason' in error && typeof error.reason === 'string' ? [`reason ${error.reason}`] : []
  return [error.code, ...reason, `action ${error.action ?? 'none'}`].join(', ')
}

/** Without what says the same as what stands before it. */
export function brief({ later, afterwards, ...seen }: Seen): Seen {
  return {
    ...seen,
    ...(later === undefined || later === seen.becomes ? {} : { later }),
    ...(afterwards === undefined || afterwards === (later ?? seen.becomes) ? {} : { afterwards }),
  }
}
