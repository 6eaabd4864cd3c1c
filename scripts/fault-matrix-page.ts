// docs/fault-matrix.md, made from the tests' own table and the kit's own words.
import type { Connection, Reason, Status } from '../packages/contract/src/index.ts'
import { describeConnection } from '../packages/messages/src/describe-connection.ts'
import { en } from '../packages/messages/src/en.ts'
import type { Row } from '../packages/server-adapter/test/fault-matrix/seen.ts'
import { type CallName, type MatrixCall, TABLE } from '../packages/server-adapter/test/fault-matrix/table.ts'

const COMPANY = 'Harbor Tea Co.'

/** A date or a moment would make the page another one each day: what has one is written without it. */
const FORMATS = { ago: new Intl.RelativeTimeFormat('en'), day: new Intl.DateTimeFormat('en') }

const IMPORTS: readonly CallName[] = ['importRefresh', 'importRead']
const ATTEMPTS: readonly CallName[] = ['exchange', 'firstRead', 'reauthorize']

/** What the kit says of a connection; null for what is none. */
function kitsWords(state: string): string | null {
  const revoke = /^disconnected, revoke (\w+)$/.exec(state)?.[1]
  const [status, reason = null] = revoke === undefined ? state.split('/') : ['disconnected', 'by_user']
  if (status === undefined || !Object.hasOwn(en.labels, status)) return null
  const connection = {
    status: status as Status,
    reason: reason as Reason | null,
    company: { name: COMPANY },
    proof: null,
    expiry: {},
    disconnectedAt: null,
  } as Connection
  const spoken = describeConnection(connection, { words: en, locale: 'en', formats: FORMATS, now: 0 })
  if (revoke !== undefined)
    return revoke === 'queued' ? `${spoken.headline} ${en.revokeQueued}` : spoken.headline
  return reason === null ? spoken.headline : `${spoken.headline} ${spoken.detail}`
}

const quoted = (words: string | null): string => (words === null ? '–' : `“${words}”`)

/** Each word of ours as code; a re-authorization has two, its own and its connection's. */
const coded = (state: string): string =>
  state === 'nothing' ? state : `\`${state.replace(', the connection ', '`, its connection `')}\``

function becomes({ becomes: first, later, afterwards }: Row): string {
  const parts = [
    coded(first),
    ...(later === undefined ? [] : [`two minutes later ${coded(later)}`]),
    ...(afterwards === undefined ? [] : [`once Intuit answers well ${coded(afterwards)}`]),
  ]
  return parts.join('; ')
}

function reads(row: Row): string {
  if (row.reads !== undefined) return quoted(row.reads)
  if (row.becomes.startsWith('pending/')) return quoted(en.finishing)
  // What Intuit's answering well does not fix is read at the end.
  const last = row.later ?? (row.afterwards?.startsWith('reauthorization_required/') ? row.afterwards : '')
  const later = kitsWords(last)
  const words = quoted(kitsWords(row.becomes))
  return later === null ? words : `${words}; later ${quoted(later)}`
}

/** The first column's heading, and the content of each. */
type Column = readonly [heading: string, cell: (row: Row) => string]

function columnsOf(name: CallName, { answers, rows }: MatrixCall): Column[] {
  const saysOf = (id: string): string => answers.find((answer) => answer.id === id)?.says ?? id
  const subject = ATTEMPTS.includes(name)
    ? 'the attempt is'
    : IMPORTS.includes(name)
      ? 'in the list'
      : 'the connection is'
  const hasHost = rows.some(({ host }) => host !== undefined)
  return [
    ['Intuit answers', (row) => row.answers.map(saysOf).join('<br>')],
    [subject, becomes],
    ['people read', reads],
    ...(hasHost ? [["the host's code gets", (row: Row) => row.host ?? '–'] as const] : []),
    ['the log says', ({ log }) => (log.length === 0 ? 'nothing' : log.join('<br>'))],
  ]
}

function section(name: CallName, call: MatrixCall): string {
  const columns = columnsOf(name, call)
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const lines = [
    line(columns.map(([heading]) => heading)),
    line(columns.map(() => '---')).replaceAll(' ', ''),
    ...call.rows.map((row) => line(columns.map(([, cell]) => cell(row)))),
  ]
  return `## ${call.title}\n\n${call.about}\n\n${lines.join('\n')}\n`
}

/** The page's whole text. */
export const faultMatrixPage = (): string =>
  `# What becomes of each answer of Intuit's

For each of our calls and each answer that Intuit is known to give: what becomes of it, what people read in the kit's English, what
your code gets, and what the log says. Made from the table that the adapter's tests compare with real calls to a simulated Intuit
(\`packages/server-adapter/test/fault-matrix\`), by \`node --conditions=source scripts/write-fault-matrix-page.ts\`.

- One connection is in trouble here, and no other. Where the grants of three tenants are refused at once, that is an incident: see
  [the runbook](runbook.md).
- "Two minutes later" Intuit answers the same once more. "Once Intuit answers well" is an hour later, or what background work does by itself.
- In brackets behind a line of the log: its \`code\`, and which of Intuit's own words are beside it, so that one can see what came:
  \`status\` (HTTP), \`fault\` (Intuit's code). \`cause\` says why a refresh was made. Each line also carries \`tenantId\`, what it
  is about (\`connectionId\`, \`attemptId\`), and \`intuitTid\` where Intuit gave one.
- Of a connection, \`checking/intuit_unavailable\` is status and reason; of an attempt, \`failed/exchange_failed\` is outcome and
  [code](errors.md), \`pending/exchanged\` outcome and step.

${(Object.keys(TABLE) as CallName[]).map((name) => section(name, TABLE[name])).join('\n')}`
