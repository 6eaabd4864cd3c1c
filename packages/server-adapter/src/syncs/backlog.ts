// What waits while a connection can't be synced, by the host's own count.
import type { Backlog, BacklogReply } from '@mooring/contract'
import { HOST_BACKLOG_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import type { Connections } from '../connections/connections.ts'
import type { Deps } from '../deps.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { wordlessFields } from '../platform/thrown.ts'

/** A label is a word or two. */
const LABEL_MOST = 100

type Asked = Pick<Deps, 'config'> & { readonly connections: Pick<Connections, 'row' | 'forHost'> }

/** @throws NotFoundError; what the host's count throws, or takes too long for, is no count */
export const backlogOf =
  ({ config, connections }: Asked) =>
  async (caller: Identity, id: string): Promise<BacklogReply> => {
    const record = await connections.row(caller.tenantId, id)
    const count = config.backlog
    if (count === null) return { backlog: null }
    const subject = { ...(await connections.forHost(record)), tenantId: record.tenantId }
    const asked = (async () => await count(subject))()
    try {
      return { backlog: checked(await withinDeadline(asked, HOST_BACKLOG_DEADLINE_MS, tooLate)) }
    } catch (error) {
      const about = { connectionId: id, tenantId: record.tenantId }
      config.logger.warn({ ...about, ...wordlessFields(error) }, 'backlog failed; nothing is said of it.')
      return { backlog: null }
    }
  }

const tooLate = () => new Error('backlog did not end within its time.')

/** @throws TypeError for what is no count */
function checked(reported: Backlog | null | undefined): Backlog | null {
  if (reported === null || reported === undefined) return null
  const { count, label } = reported
  if (!Number.isSafeInteger(count) || count < 0 || typeof label !== 'string')
    throw new TypeError('backlog gave no { count, label }.')
  return count === 0 ? null : { count, label: label.slice(0, LABEL_MOST) }
}
