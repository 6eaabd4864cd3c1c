// Reading a company's records from QuickBooks, a page at a time.
import type { RunTools } from '@mooring/server-adapter'

type Row = Record<string, unknown>

interface QueryReply {
  QueryResponse?: { totalCount?: number } & Partial<Record<Kind, unknown[]>>
}

/** The records this host reads. */
export type Kind = 'Invoice' | 'Customer'

/** Whether a value has fields. */
export const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null

/** A text, or null for anything else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** QuickBooks answered, but not with records. What was copied before stays. */
export class BooksUnreadable extends Error {
  constructor(kind: Kind, status: number) {
    const records = `${kind.toLowerCase()}s`
    const why =
      status === 429 ? 'asks us to read more slowly' : `can’t give its ${records} just now (${status})`
    super(`QuickBooks ${why}. Nothing is lost: try again in a few minutes.`)
  }
}

async function query(
  { request }: RunTools,
  kind: Kind,
  statement: string,
): Promise<NonNullable<QueryReply['QueryResponse']>> {
  const reply = await request(`/query?query=${encodeURIComponent(statement)}`)
  if (!reply.ok) throw new BooksUnreadable(kind, reply.status)
  const body: QueryReply = await reply.json()
  return body.QueryResponse ?? {}
}

/** What is copied, and where to. */
export interface Copying {
  kind: Kind
  /** Records of a page. */
  page: number
  /** What the progress is called. */
  label: string
  /** Stores a page; the same page may come twice. */
  save(rows: readonly unknown[]): void
  /** Waits between two pages. */
  rest(): Promise<void>
}

/**
 * Copies all records of a kind, from the last checkpoint on.
 * @returns how many the company has
 * @throws BooksUnreadable
 */
export async function copyRecords(
  run: RunTools,
  { kind, page, label, save, rest }: Copying,
): Promise<number> {
  const total = (await query(run, kind, `select count(*) from ${kind}`)).totalCount ?? null
  let completed = typeof run.resumeFrom === 'number' ? run.resumeFrom : 0
  for (;;) {
    const statement = `select * from ${kind} startposition ${completed + 1} maxresults ${page}`
    const rows = (await query(run, kind, statement))[kind] ?? []
    save(rows)
    completed += rows.length
    await run.progress({ completed, total, label, checkpoint: completed })
    if (rows.length < page) return completed
    await rest()
  }
}
