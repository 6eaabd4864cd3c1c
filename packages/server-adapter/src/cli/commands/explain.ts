// mooring explain: "why is this broken?" in one answer.
import type { HistoryEntry, Readiness } from '@mooring/contract'
import type { Explanation } from '../../service/operations-lookup.ts'
import { type Command, onlyId } from '../command.ts'
import { counted, type Paint, row } from '../paint.ts'
import { connectionLines, isWell } from './shown-connection.ts'

/** Entries of a kind that people are shown; `--json` has more. */
const SHOWN = 5

export const explain: Command = {
  name: 'explain',
  form: '<con_…>',
  what: 'says why a connection is as it is; asks Intuit nothing',
  example: 'mooring explain con_4n1k…',
  async run({ words, open, paint }) {
    const id = onlyId(words, 'con_')
    const { adapter } = await open()
    const answer = await adapter.operations.explain(id)
    return { well: isFine(answer), data: answer, lines: linesOf(answer, paint) }
  },
}

function isFine({ connection, readiness, delivery }: Explanation): boolean {
  const isRefused = readiness.checks.some(({ status }) => status === 'failed')
  return connection !== null && isWell(connection) && !isRefused && (delivery?.stalledSince ?? null) === null
}

function linesOf(answer: Explanation, paint: Paint): string[] {
  const { connection, tenantId, readiness, refreshes, events, openRefresh } = answer
  return [
    ...(connection === null ? [] : connectionLines({ ...connection, tenantId }, paint)),
    '',
    row('ready', readiness.ready ? paint('green', 'yes') : paint('yellow', 'not in all')),
    ...readiness.checks.map((check) => checkLine(check, paint)),
    '',
    row('refreshes', refreshes.length === 0 ? 'none yet' : ''),
    ...refreshes.slice(0, SHOWN).map(entryLine),
    ...(openRefresh === null ? [] : [`  ${openRefresh.startedAt}  begun, and its answer is not there`]),
    row('events', events.length === 0 ? 'none' : ''),
    ...events.slice(0, SHOWN).map(entryLine),
    row('delivery', deliveryWords(answer.delivery, paint)),
    row('reference', answer.reference),
  ]
}

const COLOURS = { passed: 'green', failed: 'red', unknown: 'yellow' } as const

function checkLine({ status, title, detail, fix }: Readiness['checks'][number], paint: Paint): string {
  const mark = paint(COLOURS[status], status.padEnd('unknown'.length))
  return `  ${mark}  ${title}: ${detail}${fix === null ? '' : ` ${fix}`}`
}

function entryLine({ at, type, outcome, code, intuitTid }: HistoryEntry): string {
  const words = [type, outcome, ...(code === null ? [] : [code])].join(' ')
  return `  ${at}  ${words}${intuitTid === null ? '' : `  intuit_tid ${intuitTid}`}`
}

function deliveryWords(delivery: Explanation['delivery'], paint: Paint): string {
  if (delivery === null) return 'your product has taken every event'
  const { eventId, type, tries, nextTryAt, stalledSince } = delivery
  if (stalledSince !== null)
    return paint(
      'red',
      `${eventId} (${type}) failed ${counted(tries, 'time')}, stalled since ${stalledSince}`,
    )
  return `${eventId} (${type}) is to be taken, next try ${nextTryAt}, ${counted(tries, 'try', 'tries')} so far`
}
