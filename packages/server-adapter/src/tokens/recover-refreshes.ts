// Takes up refreshes that were begun and never settled: their process died.

import { REFRESH_LEASE_MS } from '../config/defaults.ts'
import { isLive } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { inParallel } from '../platform/in-parallel.ts'
import type { RefreshJournalRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { hasTimeLeft } from './lease-heartbeat.ts'
import { refreshStateOf, type StoredState, stateIn } from './refresh-intent.ts'
import type { RefreshCause } from './settle-refresh.ts'

/** At most so many at once, and in one round. */
const WIDTH = 8
const ROUND = 500
/** So many of them are asked about where the question is only since when. */
const ASKED_ABOUT = 10

type Finding = 'under_way' | 'scheduled' | 'moot' | 'lost'

/** What an open journal row means. */
function findingOf(
  { config }: Pick<Deps, 'config'>,
  { record, grant, lease, journal }: StoredState,
): Finding {
  if (lease !== null && hasTimeLeft(lease, config.now())) return 'under_way'
  if (record === null || grant === null || journal?.generation !== grant.generation) return 'moot'
  if (record.failures > 0 || record.status === 'checking') return 'scheduled'
  return isLive(record.status) || record.status === 'awaiting_confirmation' ? 'lost' : 'scheduled'
}

/**
 * Since when a refresh has been lost, ms since the epoch; `now` where those that are open longest are tried again by the clocks of their
 * connections, as all are while Intuit does not answer; null where none is open for longer than its lease lasts.
 */
export async function lostRefreshSince(
  deps: Pick<Deps, 'config'>,
  tx: ReadRepositories,
  now: number,
): Promise<number | null> {
  const open = await tx.journal.openBefore(now - REFRESH_LEASE_MS, ASKED_ABOUT)
  const states = await Promise.all(open.map(({ connectionId }) => stateIn(tx, connectionId)))
  const lost = open.find((_row, index) => isLost(deps, states[index]))
  return open.length === 0 ? null : lost === undefined ? now : lost.startedAt + REFRESH_LEASE_MS
}

const isLost = (deps: Pick<Deps, 'config'>, state: StoredState | undefined): boolean =>
  state !== undefined && findingOf(deps, state) === 'lost'

/** Read again in the write: another process may have begun a refresh since, whose journal row this would be. */
async function closeMoot(deps: Deps, tx: Repositories, connectionId: string): Promise<void> {
  const state = await stateIn(tx, connectionId)
  if (state.journal !== null && findingOf(deps, state) === 'moot') await tx.journal.close(connectionId)
}

/** @returns how many were taken up */
export async function recoverRefreshes(
  deps: Deps,
  refresh: (connectionId: string, request: { cause: RefreshCause }) => Promise<unknown>,
): Promise<number> {
  const { store, config } = deps
  const open = await store.read(({ journal }) => journal.openBefore(config.now() + 1, ROUND))
  let taken = 0
  await inParallel(open, WIDTH, async ({ connectionId }: RefreshJournalRecord) => {
    const state = await refreshStateOf(store, connectionId)
    const finding = findingOf(deps, state)
    if (finding === 'under_way' || finding === 'scheduled') return
    taken++
    if (finding === 'moot') return store.write((tx) => closeMoot(deps, tx, connectionId))
    await refresh(connectionId, { cause: 'repair' })
  })
  return taken
}
