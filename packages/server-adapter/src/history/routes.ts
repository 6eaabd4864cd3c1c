// The routes of a connection's history: its pages, and the proof of its chain.
import type { HistoryPage } from '@mooring/contract'
import type { Connections } from '../connections/connections.ts'
import { reading } from '../http/caller-handlers.ts'
import { json } from '../http/http-types.ts'
import { queryChoice, queryCursor, queryNumber } from '../http/parse-request.ts'
import type { CallerHandler } from '../http/router.ts'
import type { Store } from '../stores/store.ts'
import { historyView } from './history-view.ts'
import { verifyHistory } from './verify-history.ts'

interface Page {
  readonly cursor: number | null
  readonly limit: number
  readonly by: 'people' | null
}

async function pageOf(store: Store, id: string, { cursor, limit, by }: Page): Promise<HistoryPage> {
  const records = await store.read(async (tx) => await tx.history.page(id, cursor, limit + 1, by))
  const shown = records.slice(0, limit)
  const last = records.length > limit ? shown.at(-1) : undefined
  return { entries: shown.map(historyView), nextCursor: last === undefined ? null : String(last.entry) }
}

export function createHistoryHandlers(store: Store, connections: Pick<Connections, 'row'>) {
  const history: CallerHandler = async (request, caller, id) => {
    const page: Page = {
      cursor: queryCursor(request),
      limit: queryNumber(request, 'limit', { least: 1, most: 200, standard: 50 }),
      by: queryChoice(request, 'by', ['people']),
    }
    await connections.row(caller.tenantId, id)
    return json(await pageOf(store, id, page))
  }

  return {
    history,
    verifyHistory: reading(async (caller, id) => {
      await connections.row(caller.tenantId, id)
      return await verifyHistory(store, id)
    }),
  }
}
