// What the reader of a link is shown, and what happens when they go on to QuickBooks.

import { actorOf } from '../access/access.ts'
import { hasRunOut } from '../authorize/attempt-view.ts'
import { type StartedAttempt, startAttempt } from '../authorize/attempts.ts'
import { ENDED_SENTENCES } from '../authorize/link-attempts.ts'
import { type Moment, personOfLink, truthOf } from '../authorize/link-state.ts'
import type { Config } from '../config/config.ts'
import { WORKSPACE_NAME_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity } from '../config/options.ts'
import { type ConnectionState, connectionStateOf } from '../connection/connection-lifecycle.ts'
import type { Deps } from '../deps.ts'
import { MooringError, problemOf } from '../errors/mooring-error.ts'
import { saveConnection } from '../events/save-connection.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { sha256 } from '../platform/ids.ts'
import { wordlessFields } from '../platform/thrown.ts'
import type { LinkEnd, LinkRecord } from '../stores/links.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories, Repositories } from '../stores/store.ts'
import { momentOf, pendingOf } from './links.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** An open link, as its page shows it. */
export interface OpenLink {
  readonly link: LinkRecord
  readonly connection: ConnectionRecord
  readonly connectionState: ConnectionState
}

/** A link that has ended; its page says why, and names no one. */
export interface EndedLink {
  readonly ended: LinkEnd
  readonly id: string
}

/** It ended between the page and its button. */
class LinkEndedError extends MooringError {
  readonly ended: LinkEnd

  constructor(ended: LinkEnd) {
    super(problemOf('link_ended', ENDED_SENTENCES[ended]))
    this.ended = ended
  }
}

/** Changes nothing: programs open every link of a mail. @returns null for a token that no link has */
export async function findLink(deps: Deps, token: string): Promise<OpenLink | EndedLink | null> {
  if (!TOKEN.test(token)) return null
  const moment = momentOf(deps)
  return await deps.store.read(async (tx) => {
    const link = await tx.links.findByToken(sha256(token))
    return link === null ? null : await openOrEnded(tx, link, moment)
  })
}

async function openOrEnded(
  tx: Pick<ReadRepositories, 'connections'>,
  link: LinkRecord,
  moment: Moment,
): Promise<OpenLink | EndedLink> {
  const connection = await tx.connections.get(link.connectionId)
  const truth = truthOf(link, connection, moment)
  if (truth !== 'open') return { ended: truth, id: link.id }
  if (connection === null) return { ended: 'withdrawn', id: link.id }
  return {
    link,
    connection,
    connectionState: connectionStateOf(connection, moment.now, moment.warnBeforeDays),
  }
}

/** Starts an attempt for an open link: for its one connection, in the browser that asks. */
export async function startLink(deps: Deps, { link }: OpenLink): Promise<StartedAttempt | EndedLink> {
  const reader: Identity = {
    tenantId: link.tenantId,
    userId: personOfLink(link.id),
    displayName: link.recipient?.name ?? null,
    permissions: ['reauthorize'],
  }
  const { id, expiresAt } = link
  const request = { mode: 'redirect', connectionId: link.connectionId } as const
  try {
    return await startAttempt(deps, reader, request, null, {
      id,
      expiresAt,
      begin: (tx) => begin(tx, link.id, { moment: momentOf(deps), reader }),
    })
  } catch (error) {
    if (error instanceof LinkEndedError) return { ended: error.ended, id }
    throw error
  }
}

/** In the attempt's own transaction: the link is still open, and that it is used is reported once while someone is there. */
async function begin(
  tx: Repositories,
  id: string,
  { moment, reader }: { moment: Moment; reader: Identity },
): Promise<void> {
  const link = await tx.links.get(id)
  if (link === null) throw new LinkEndedError('withdrawn')
  const found = await openOrEnded(tx, link, moment)
  if ('ended' in found) throw new LinkEndedError(found.ended)
  const pending = await pendingOf(tx, link)
  if (pending.some((attempt) => attempt.linkId === id && !hasRunOut(attempt, moment.now))) return
  await saveConnection(tx, found.connection, {
    at: moment.now,
    actor: actorOf(reader),
    events: [{ type: 'link.started', data: { linkId: id } }],
  })
}

/** The host's name of a tenant; null where it has none, fails, or takes too long. */
export async function workspaceOf(
  { linkPage, logger }: Pick<Config, 'linkPage' | 'logger'>,
  tenantId: string,
): Promise<string | null> {
  const { workspaceName } = linkPage
  if (workspaceName === null) return null
  const asked = (async () => await workspaceName(tenantId))()
  const late = () => new Error('linkPage.workspaceName did not answer in time.')
  const name = await withinDeadline(asked, WORKSPACE_NAME_DEADLINE_MS, late).catch((error: unknown) => {
    logger.error({ tenantId, ...wordlessFields(error) }, 'linkPage.workspaceName failed')
    return null
  })
  return typeof name === 'string' && name.trim() !== '' ? name : null
}
