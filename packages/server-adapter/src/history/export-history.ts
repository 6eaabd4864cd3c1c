// The whole history of a connection as a file, in pieces: its length costs no memory.

import { HISTORY_CSV_HEAD, type HistoryEntry, historyCsvLine } from '@mooring/contract'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { forHost } from '../errors/for-host.ts'
import { mooringError } from '../errors/mooring-error.ts'
import { historyView } from './history-view.ts'

const PAGE = 500

interface Form {
  readonly head: string
  line(entry: HistoryEntry, isFirst: boolean): string
  readonly foot: string
}

const FORMS: Readonly<Record<string, Form>> = {
  csv: { head: HISTORY_CSV_HEAD, line: historyCsvLine, foot: '' },
  json: {
    head: '[',
    line: (entry, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(entry)}`,
    foot: '\n]\n',
  },
}

interface Subject {
  readonly tenantId: string
  readonly connectionId: string
  readonly form: 'csv' | 'json'
}

/** Oldest first, up to the entry that was the last when the reading began. @throws NotFoundError, `invalid_request` */
export async function* exportHistory(
  { store, config }: Pick<Deps, 'store' | 'config'>,
  { tenantId, connectionId, form: name }: Subject,
): AsyncGenerator<string, void> {
  const form = Object.hasOwn(FORMS, name) ? FORMS[name] : undefined
  if (form === undefined)
    throw mooringError('invalid_request', 'A history is exported as csv, json or evidence.')
  const end = await forHost(config.logger, () =>
    store.read(async (tx) => {
      await ownConnection(tx, tenantId, connectionId)
      return (await tx.history.last(connectionId))?.entry ?? 0
    }),
  )
  yield form.head
  for (let after = 0; after < end; after += PAGE) {
    const limit = Math.min(PAGE, end - after)
    const records = await forHost(config.logger, () =>
      store.read(({ history }) => history.chain(connectionId, after, limit)),
    )
    const lines = records.map((record, index) => form.line(historyView(record), after + index === 0))
    yield lines.join('')
  }
  yield form.foot
}
