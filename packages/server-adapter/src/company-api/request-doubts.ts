// What a refused request of the host's says about its connection: nothing by itself. The company is read, and that decides.
import { DOUBT_EVERY_MS, DOUBT_WAIT_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { appendHistory } from '../events/save-connection.ts'
import { DIAGNOSTIC_FAULTS } from '../failures/classify-failure.ts'
import type { IntuitReply } from '../gateway/intuit-gateway.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { newId } from '../platform/ids.ts'
import type { LeaseRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { mayRetry } from '../tokens/refresh-policy.ts'
import type { Probe } from './probe.ts'

/** A connection and whose it is. */
export interface Doubted {
  readonly tenantId: string
  readonly connectionId: string
}

export interface RequestDoubts {
  /**
   * Reads the company where Intuit's answer gives reason to, whatever its status: at most once in `DOUBT_EVERY_MS` per
   * connection, in all processes together. Resolves with the verdict recorded, or after `DOUBT_WAIT_MS`. Never rejects.
   * @param renewed the answer is to a token that was renewed just now
   */
  consider(doubted: Doubted, response: Response, renewed: boolean): Promise<void>
  /** Waits for the reads under way. */
  close(): Promise<void>
}

/** A 401 speaks of the token, unless it was renewed a moment ago. */
const isDiagnostic = ({ status, fault }: IntuitReply, renewed: boolean): boolean =>
  status === 401 ? renewed : fault !== null && DIAGNOSTIC_FAULTS.includes(fault.code)

const leaseName = (connectionId: string): string => `doubt:${connectionId}`

/** A lease that ends later than it could have been set to says that the clock was set back since. */
const isTaken = (lease: LeaseRecord | null, now: number): boolean =>
  lease !== null && lease.expiresAt > now && lease.expiresAt - now <= DOUBT_EVERY_MS

export function createRequestDoubts(
  deps: Deps,
  probe: Pick<Probe, 'verify' | 'verifyRenewed'>,
): RequestDoubts {
  const { config, gateway, store } = deps
  const owner = newId('own')
  const underWay = new Map<string, Promise<void>>()

  async function take(tx: Repositories, connectionId: string, reply: IntuitReply): Promise<boolean> {
    const now = config.now()
    const record = await tx.connections.get(connectionId)
    // One that is tried again by itself already gets its verdict from that.
    if (record === null || record.status === 'disconnected' || !mayRetry(record, now)) return false
    const name = leaseName(connectionId)
    const lease = await tx.leases.get(name)
    if (isTaken(lease, now)) return false
    if (lease !== null) await tx.leases.release(name, lease.owner, lease.fence)
    if ((await tx.leases.acquire(name, owner, now, now + DOUBT_EVERY_MS)) === null) return false
    const code = reply.fault?.code ?? String(reply.status)
    const note = { type: 'request.refused', outcome: 'refused', code } as const
    await appendHistory(tx, record, [note], { at: now, actor: null, intuitTid: reply.intuitTid })
    return true
  }

  async function decide({ tenantId, connectionId }: Doubted, reply: IntuitReply): Promise<void> {
    const seen = await store.read(({ leases }) => leases.get(leaseName(connectionId)))
    if (isTaken(seen, config.now())) return
    if (!(await store.write((tx) => take(tx, connectionId, reply)))) return
    const { status, fault, intuitTid } = reply
    config.logger.warn(
      { connectionId, tenantId, status, code: fault?.code ?? null, intuitTid },
      'Intuit refused a request in a way that may be about the connection: its company is read.',
    )
    if (status === 401) await probe.verifyRenewed(connectionId)
    else await probe.verify(connectionId, null)
  }

  /** A store that is away must not take the host's answer with it. */
  function report({ tenantId, connectionId }: Doubted, error: unknown): void {
    config.logger.error(
      { connectionId, tenantId, ...failureFields(error) },
      'It could not be found out what a refusal of Intuit means.',
    )
  }

  function deciding(doubted: Doubted, reply: IntuitReply): Promise<void> {
    const { connectionId } = doubted
    const begun =
      underWay.get(connectionId) ??
      decide(doubted, reply)
        .catch((error: unknown) => report(doubted, error))
        .finally(() => underWay.delete(connectionId))
    underWay.set(connectionId, begun)
    return begun
  }

  return {
    async consider(doubted, response, renewed) {
      if (response.status === 429 || (response.status === 401 && !renewed)) return
      const reply = await gateway.faultOf(response)
      if (!isDiagnostic(reply, renewed)) return
      await withinDeadline(deciding(doubted, reply), DOUBT_WAIT_MS, () => new Error('late')).catch(() => {})
    },
    async close() {
      await Promise.all(underWay.values())
    },
  }
}
