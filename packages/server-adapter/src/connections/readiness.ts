// The readiness list: the conditions for relying on a connection, each with what to do. Costs Intuit nothing.
import type { Connection, Readiness, ReadinessCheck, Reason } from '@mooring/contract'
import { HOST_CHECK_DEADLINE_MS, WEBHOOKS_RETENTION_MS } from '../config/defaults.ts'
import type { HostCheck, Identity } from '../config/options.ts'
import type { Deps } from '../deps.ts'
import { toTimestamp } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { isThrown, wordlessFields } from '../platform/thrown.ts'
import type { ConnectionRecord } from '../stores/records.ts'
import type { Connections } from './connections.ts'

/** What a check says, before its id and title. */
type Finding = Omit<ReadinessCheck, 'id' | 'title'>
type Subject = Pick<Connection, 'status' | 'reason' | 'usable' | 'expiry' | 'proof' | 'sync' | 'company'>

const passed = (detail: string, checkedAt: string | null): Finding => ({
  status: 'passed',
  detail,
  fix: null,
  checkedAt,
})
const unknown = (detail: string, checkedAt: string | null, fix: string | null = null): Finding => ({
  status: 'unknown',
  detail,
  fix,
  checkedAt,
})
const failed = (detail: string, fix: string, checkedAt: string | null): Finding => ({
  status: 'failed',
  detail,
  fix,
  checkedAt,
})

const NOT_RUN = 'This check could not be run.'

class LateCheck extends Error {}

const CAME_BACK = 'QuickBooks came back to the redirect URI.'
const TAKEN_OVER = 'The connection was taken over with its tokens: it needs no callback.'
/** What a connection's history calls the ways it can begin, and how many entries are searched for one at either end. */
const BEGINNINGS: readonly string[] = ['connection.connected', 'connection.reauthorized']
const BEGINNINGS_SOUGHT = 50

const REAUTHORIZE = 'Re-authorize the connection.'
const GRANT_ENDED: Partial<Record<Reason, string>> = {
  idle_expired: 'The authorization was not used for about 100 days and has ended.',
  hard_expired: 'The authorization has reached its end after five years.',
  revoked: 'The authorization was withdrawn at QuickBooks.',
  upgrade_required: 'The product has asked for a new consent, and the deadline for it is over.',
  token_lost: 'The newest token was lost on its way and the old one is no longer accepted.',
}
const COMPANY_CLOSED: Partial<Record<Reason, [string, string]>> = {
  scope_missing: ['The authorization does not cover the company’s accounting data.', REAUTHORIZE],
  admin_access_lost: [
    'The person who authorized it is no longer an admin of the company.',
    'Have a current QuickBooks admin re-authorize.',
  ],
  subscription_ended: ['The QuickBooks subscription has ended.', 'Have the company’s owner renew it.'],
  company_locked: ['QuickBooks has locked the company for now.', 'Wait: it is tried again by itself.'],
}

function configuration({ reason }: Subject, now: string): Finding {
  return reason === 'app_misconfigured'
    ? failed(
        'QuickBooks does not accept this product’s own keys, or the stored tokens cannot be opened.',
        'Correct client id, secret and environment; the log says which it is.',
        now,
      )
    : passed('The options were checked when the adapter started.', now)
}

function accessToken(subject: Subject, record: ConnectionRecord, now: number): Finding {
  const at = toTimestamp(now)
  if (subject.status === 'checking') return unknown('It is being renewed.', at)
  if (!subject.usable) return failed('No access token can be handed out.', 'See the other checks.', at)
  const live = record.accessExpiresAt !== null && record.accessExpiresAt > now
  return passed(live ? 'A live access token is stored.' : 'It is renewed at its next use.', at)
}

function refreshToken({ status, reason, expiry, proof }: Subject): Finding {
  const at = proof?.at ?? null
  if (status === 'disconnected')
    return failed('The connection is disconnected.', 'Connect the company again.', at)
  // What asks for a new consent by a day has not ended anything before it.
  const ended = reason === null || status === 'expiring' ? undefined : GRANT_ENDED[reason]
  if (ended !== undefined) return failed(ended, REAUTHORIZE, at)
  if (status === 'checking')
    return unknown('QuickBooks has not answered yet; it is tried again by itself.', at)
  const days = expiry.daysLeft === null ? '' : ` ${expiry.daysLeft} days are left.`
  return passed(`The refresh token is stored and in force.${days}`, at)
}

function company({ status, reason, company: { name }, proof }: Subject): Finding {
  const at = proof?.at ?? null
  const closed = reason === null ? undefined : COMPANY_CLOSED[reason]
  if (closed !== undefined) return failed(closed[0], closed[1], at)
  if (status === 'awaiting_confirmation')
    return failed('No one has confirmed the company yet.', 'Confirm the company.', at)
  if (proof === null) return unknown('The company has not been read yet.', null, 'Test the connection.')
  return passed(`${name ?? 'The company'} was read with this authorization.`, at)
}

function sync({ sync: { state, lastSucceededAt } }: Subject): Finding {
  if (state === 'failed') return failed('The last sync failed.', 'Run it again.', lastSucceededAt)
  if (state === 'paused')
    return failed('The sync is paused until a person acts.', 'See the other checks.', lastSucceededAt)
  if (lastSucceededAt === null) return unknown('No sync has succeeded yet.', null, 'Run a sync.')
  return passed('The last sync succeeded.', lastSucceededAt)
}

/** @param tried gives the row as it is once its secrets were opened: what can't be is not ready */
export function createReadiness(
  deps: Deps,
  connections: Connections,
  tried: (record: ConnectionRecord) => Promise<ConnectionRecord>,
) {
  const { config, store } = deps

  /** The newest of its beginnings that is found: whether tokens were taken over, so that no one had to come back. */
  async function isTakenOver(record: ConnectionRecord): Promise<boolean> {
    const entries = await store.read(async ({ history }) => [
      ...(await history.page(record.id, null, BEGINNINGS_SOUGHT)),
      ...(await history.chain(record.id, 0, BEGINNINGS_SOUGHT)).toReversed(),
    ])
    return entries.find(({ type }) => BEGINNINGS.includes(type))?.data.imported === true
  }

  /** A connection is proof of it for as long as it is there: attempts are forgotten sooner. */
  async function callback(record: ConnectionRecord): Promise<Finding> {
    const attempts = await store.read(async (tx) => await tx.attempts.ofConnection(record.id, 20))
    const returned = attempts.find((attempt) => attempt.returnedAt !== null)?.returnedAt ?? null
    if (returned !== null) return passed(CAME_BACK, toTimestamp(returned))
    const begunAt = record.reauthorizedAt ?? record.connectedAt
    if (begunAt === null)
      return unknown('No one has come back through it yet.', null, 'Connect or re-authorize once.')
    const detail = (await isTakenOver(record)) ? TAKEN_OVER : CAME_BACK
    return passed(detail, toTimestamp(begunAt))
  }

  async function ofHost(check: HostCheck, record: ConnectionRecord, at: string): Promise<Finding> {
    const subject = { tenantId: record.tenantId, connectionId: record.id }
    const asked = (async () => await check.run(subject))()
    try {
      const result = await withinDeadline(asked, HOST_CHECK_DEADLINE_MS, () => new LateCheck())
      const { status, detail, fix } = result
      if (!['passed', 'failed', 'unknown'].includes(status)) return unknown(NOT_RUN, at)
      return { status, detail: String(detail), fix: fix == null ? null : String(fix), checkedAt: at }
    } catch (error) {
      config.logger.warn(
        { ...subject, check: check.id, ...wordlessFields(error) },
        'A check of the host failed',
      )
      return unknown(isThrown(error, LateCheck) ? 'This check did not answer in time.' : NOT_RUN, at)
    }
  }

  async function webhooks(record: ConnectionRecord, now: number): Promise<Finding> {
    const last = await store.read(({ notices }) => notices.lastReceivedAt(record.id))
    if (last !== null && now - last < WEBHOOKS_RETENTION_MS)
      return passed('QuickBooks sends webhooks, and their signature fits.', toTimestamp(last))
    return unknown(
      'No webhook has arrived in the last 30 days.',
      null,
      'Change a record in QuickBooks. If none arrives, check the endpoint and its verifier token at Intuit.',
    )
  }

  async function of(caller: Identity, id: string): Promise<Readiness> {
    const record = await tried(await connections.row(caller.tenantId, id))
    return await check(await connections.view(caller, record), record)
  }

  async function forHost(tenantId: string, id: string): Promise<Readiness> {
    const record = await tried(await connections.row(tenantId, id))
    return await check(await connections.forHost(record), record)
  }

  async function check(subject: Subject, record: ConnectionRecord): Promise<Readiness> {
    const now = config.now()
    const at = toTimestamp(now)
    const checks: ReadinessCheck[] = [
      { id: 'configuration', title: 'Configuration', ...configuration(subject, at) },
      { id: 'callback', title: 'Callback', ...(await callback(record)) },
      { id: 'access_token', title: 'Access token', ...accessToken(subject, record, now) },
      { id: 'refresh_token', title: 'Refresh token', ...refreshToken(subject) },
      { id: 'company', title: 'Company', ...company(subject) },
    ]
    if (config.webhookVerifierTokens.length > 0)
      checks.push({ id: 'webhooks', title: 'Webhooks', ...(await webhooks(record, now)) })
    if (record.sync.startedAt !== null) checks.push({ id: 'sync', title: 'Sync', ...sync(subject) })
    const own = config.checks.map(async (check) => ({
      id: check.id,
      title: check.title,
      ...(await ofHost(check, record, at)),
    }))
    checks.push(...(await Promise.all(own)))
    return { ready: checks.every((check) => check.status === 'passed'), checks }
  }

  return { of, forHost }
}

export type ReadinessService = ReturnType<typeof createReadiness>
