// The first use of a connection that was taken over unseen (an import with `verify: 'later'`): its company is read, which decides.
import type { Deps } from '../deps.ts'
import type { RefreshCoordinator } from '../tokens/refresh-coordinator.ts'
import { mayRetry } from '../tokens/refresh-policy.ts'
import { wasCompanyRead } from '../tokens/stored-tokens.ts'
import type { LiveToken } from '../tokens/token-cache.ts'
import type { Probe } from './probe.ts'

/**
 * @returns hands out a token as the coordinator does, after one read of a company that was never read
 */
export function createFirstUse(
  { store, config }: Pick<Deps, 'store' | 'config'>,
  coordinator: Pick<RefreshCoordinator, 'getToken'>,
  probe: Pick<Probe, 'verify'>,
): RefreshCoordinator['getToken'] {
  return async (tenantId, connectionId): Promise<LiveToken> => {
    const token = await coordinator.getToken(tenantId, connectionId)
    if (token.isCompanyRead) return token
    const record = await store.read(({ connections }) => connections.get(connectionId))
    const isRead = record === null || wasCompanyRead(record)
    // While Intuit does not say, a token that lives is handed out, and asked about again when the next try is due.
    if (!isRead && !mayRetry(record, config.now())) return token
    if (!isRead) await probe.verify(connectionId, null)
    // A consent may have come meanwhile: what was read is said of its token, not of the one from before.
    return await coordinator.getToken(tenantId, connectionId)
  }
}
