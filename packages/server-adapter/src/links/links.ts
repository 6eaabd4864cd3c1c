// Links for people without a login: made, listed and revoked by those who may re-authorize, or by the host's server.

import type { Actor, Link, LinkReply, LinkRequest } from '@mooring/contract'
import { endLink } from '../authorize/end-link.ts'
import {
  canBeLinked,
  linkView,
  type Moment,
  personOfLink,
  stateOf,
  truthOf,
} from '../authorize/link-state.ts'
import { LINK_HOURS, LINKS_OPEN_MOST, LINKS_SHOWN } from '../config/defaults.ts'
import { connectionStateOf } from '../connection/connection-lifecycle.ts'
import { disconnectedError } from '../connection/disconnected-error.ts'
import { ownConnection } from '../connection/own-connection.ts'
import type { Deps } from '../deps.ts'
import { idOf } from '../errors/id-of.ts'
import { mooringError, NotFoundError } from '../errors/mooring-error.ts'
import { saveConnection } from '../events/save-connection.ts'
import { HOUR, toTimestamp } from '../platform/clock.ts'
import { displayLines, displayText } from '../platform/display-text.ts'
import { newId, newSecret, sha256 } from '../platform/ids.ts'
import type { LinkRecord } from '../stores/links.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { ReadRepositories } from '../stores/store.ts'

/** Who does it: a person of the tenant, or (null) the host's server. */
export interface By {
  readonly tenantId: string
  readonly actor: Actor | null
}

export const momentOf = ({ config }: Pick<Deps, 'config'>): Moment => ({
  now: config.now(),
  warnBeforeDays: config.warnBeforeDays,
})

/** Letters of a recipient's name; of its schema. */
const NAME_MOST = 100
/** Letters of a note; of its schema. */
const NOTE_MOST = 500

/** As every person's name is shown: it is the actor's in history and events, and of the person who authorized the connection. */
function shownRecipient(recipient: LinkRequest['recipient']): LinkRecord['recipient'] {
  const name = displayText(recipient?.name, NAME_MOST)
  const email = recipient?.email
  if (name === null && email === undefined) return null
  return { ...(name === null ? {} : { name }), ...(email === undefined ? {} : { email }) }
}

/**
 * Makes a link for one connection that needs a re-authorization. Its address is given here and never again.
 * @throws NotFoundError; MooringError `invalid_request` where it needs none; ConnectionUnavailableError where it is disconnected
 */
export async function createLink(
  deps: Deps,
  { tenantId, actor }: By,
  connectionId: string,
  { recipient, note, hours = LINK_HOURS }: LinkRequest,
): Promise<LinkReply> {
  const { config, store } = deps
  const token = newSecret()
  const moment = momentOf(deps)
  const { now } = moment
  const expiresAt = now + hours * HOUR
  const link: LinkRecord = {
    id: newId('lnk'),
    tenantId,
    connectionId,
    tokenHash: sha256(token),
    recipient: shownRecipient(recipient),
    note: displayLines(note, NOTE_MOST),
    createdBy: actor,
    createdAt: now,
    expiresAt,
    state: 'open',
    endedAt: null,
    dueAt: expiresAt,
  }
  await store.write(async (tx) => {
    const connection = await ownConnection(tx, tenantId, connectionId)
    refuseNeedless(connection, moment)
    if ((await tx.links.openOf(connectionId)) >= LINKS_OPEN_MOST) throw tooMany()
    await tx.links.insert(link)
    const data = { linkId: link.id, expiresAt: toTimestamp(expiresAt) }
    await saveConnection(
      tx,
      { ...connection, hasLinks: true },
      { at: now, actor, events: [{ type: 'link.created', data, personal: { recipient: link.recipient } }] },
    )
  })
  return {
    link: linkView(link, 'created'),
    url: `${config.redirectOrigin}${config.publicPath}/link/${token}`,
  }
}

function refuseNeedless(connection: ConnectionRecord, { now, warnBeforeDays }: Moment): void {
  if (connection.status === 'disconnected') throw disconnectedError(connection)
  if (canBeLinked(connectionStateOf(connection, now, warnBeforeDays))) return
  throw mooringError(
    'invalid_request',
    'A link is for a connection that has to be re-authorized. This one needs nothing of the kind now.',
    { fields: [{ path: 'id', message: 'is a connection that a re-authorization does not help now' }] },
  )
}

const tooMany = () =>
  mooringError(
    'invalid_request',
    `This connection has ${LINKS_OPEN_MOST} open links already. Revoke those that are not needed.`,
  )

/** The newest first. @throws NotFoundError */
export async function listLinks(deps: Deps, tenantId: string, connectionId: string): Promise<Link[]> {
  const moment = momentOf(deps)
  return await deps.store.read(async (tx) => {
    const connection = await ownConnection(tx, tenantId, connectionId)
    const links = await tx.links.ofConnection(connectionId, LINKS_SHOWN)
    const shown: Link[] = []
    for (const link of links) {
      const pending = await pendingOf(tx, link)
      shown.push(linkView(link, stateOf(link, { connection, pending }, moment)))
    }
    return shown
  })
}

/** The attempts under way with an open link; of an ended one no one asks. */
export const pendingOf = async ({ attempts }: Pick<ReadRepositories, 'attempts'>, link: LinkRecord) =>
  link.state === 'open' ? await attempts.pendingOf(link.tenantId, personOfLink(link.id)) : []

/** Ends a link; one that has ended stays as it is. @throws NotFoundError */
export async function revokeLink(deps: Deps, { tenantId, actor }: By, id: string): Promise<Link> {
  const moment = momentOf(deps)
  const link = await deps.store.write(async (tx) => {
    const found = await tx.links.get(idOf(id, 'link'))
    if (found === null || found.tenantId !== tenantId) throw new NotFoundError('link')
    const connection = await ownConnection(tx, tenantId, found.connectionId, 'link')
    const truth = truthOf(found, connection, moment)
    const state = truth === 'open' ? 'revoked' : truth
    await endLink(tx, { link: found, connection }, { state, now: moment.now, actor })
    return { ...found, state }
  })
  return linkView(link, link.state)
}
