// Records what an answer of Intuit's says of the connection it was asked for.

import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import { GatewayError, type IntuitReply } from '../gateway/intuit-gateway.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import { recordFailure } from '../tokens/record-failure.ts'

/** Writes about a connection; a store that is away must not take the host's answer with it. */
export async function recordAbout(
  { config, store }: Deps,
  connectionId: string,
  work: (tx: Repositories, record: ConnectionRecord) => Promise<unknown>,
): Promise<void> {
  let tenantId: string | null = null
  try {
    await store.write(async (tx) => {
      const record = await tx.connections.get(connectionId)
      tenantId = record?.tenantId ?? null
      if (record !== null && record.status !== 'disconnected') await work(tx, record)
    })
  } catch (error) {
    config.logger.error(
      { connectionId, tenantId, ...failureFields(error) },
      'An answer of Intuit could not be recorded.',
    )
  }
}

export const recordReply = (
  deps: Deps,
  connectionId: string,
  { reply, renewed, quota = false }: { reply: IntuitReply; renewed: boolean; quota?: boolean },
) =>
  recordAbout(deps, connectionId, async (tx, record) => {
    const error = failureOf(reply)
    const failedCall = { call: 'request', error, type: 'request.refused', actor: null } as const
    await recordFailure(deps, tx, record, { ...failedCall, renewed, quota })
  })

const failureOf = ({ status, fault, intuitTid }: IntuitReply): GatewayError => {
  const kind = status === 401 ? 'unauthorized' : status === 429 ? 'throttled' : 'forbidden'
  return new GatewayError(kind, 'Intuit refused a request.', { status, fault, intuitTid })
}
