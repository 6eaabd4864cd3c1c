// mooring explain: "why is this broken?" in one answer.
import type { HistoryEntry, Readiness } from '@mooring/contract'
import type { QuickBooksAdapter } from '../../host-api.ts'
import type { Explanation } from '../../operations/operations-lookup.ts'
import { type Action, type Call, refuseWord, textOf, WrongUse } from '../command.ts'
import { counted, type Paint, row } from '../paint.ts'
import { connectionLines, isWell, notFound, realmOf } from './shown-connection.ts'

/** Entries of a kind that people are shown; `--json` has more. */
const SHOWN = 5

export const explain: Action = async (call) => {
  const of = subjectOf(call)
  const { adapter } = await call.open()
  const { operations } = adapter
  if ('tenant' in of) return answerOf(await explainAll(adapter, of.tenant), call.paint)
  const id = 'id' in of ? of.id : (await operations.find({ realmId: of.realm }))?.id
  if (id === undefined) throw notFound('connection of this company')
  const answer = await operations.explain(id)
  return { ...answerOf([answer], call.paint), data: answer }
}

type Subject = { readonly id: string } | { readonly realm: string } | { readonly tenant: string }

/** @throws WrongUse */
function subjectOf({ word, values }: Pick<Call, 'word' | 'values'>): Subject {
  const [realm, tenant] = [textOf(values.realm), textOf(values.tenant)]
  if (realm === undefined && tenant === undefined) {
    if (word !== '') return { id: word }
    throw new WrongUse('Give the id of a connection, such as con_4n1k…, or --realm, or --tenant.')
  }
  refuseWord(word)
  if (tenant === undefined) return { realm: realmOf(realm ?? '') }
  if (realm !== undefined) throw new WrongUse('Give --realm or --tenant, not both.')
  return { tenant }
}

/** What is wrong first. @throws NotDone */
async function explainAll(
  { forTenant, operations }: QuickBooksAdapter,
  tenantId: string,
): Promise<Explanation[]> {
  const connections = await forTenant(tenantId).connections.list()
  if (connections.length === 0) throw notFound(`connection of tenant ${tenantId}`)
  const answers: Explanation[] = []
  for (const { id } of connections) answers.push(await operations.explain(id))
  return [...answers.filter((answer) => !isFine(answer)), ...answers.filter(isFine)]
}

const answerOf = (answers: readonly Explanation[], paint: Paint) => ({
  well: answers.every(isFine),
  data: answers,
  lines: answers.flatMap((answer, index) => [...(index === 0 ? [] : ['']), ...linesOf(answer, paint)]),
})

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
