// Every route under the mount path, with its method and the permission it needs.

/** Rights a host grants to a person. `operate` reaches across tenants. */
export const PERMISSIONS = ['view', 'connect', 'reauthorize', 'disconnect', 'audit', 'operate'] as const

/**
 * Who may call a route that no single right decides.
 * `open`: `identify` is not asked; a cookie, a ticket, a token, a signature or nothing at all is the proof.
 * `starter`: the person who started the attempt, alone.
 * `by_request`: the right follows from what the request asks, and of which row.
 * `operator`: `identify` is not asked; the host's `operators` says who is one. Without that option there is no such route.
 */
export type RouteRule = 'open' | 'starter' | 'by_request' | 'operator'

/** A route: a right that `identify` must grant, which the router asks for, or a rule of its own that the route sees to. */
export type Route = { readonly method: 'GET' | 'POST'; readonly path: `/${string}` } & (
  | {
      readonly permission: (typeof PERMISSIONS)[number]
      /** A second right that is needed beside the first. */
      readonly also?: (typeof PERMISSIONS)[number]
      readonly rule?: never
    }
  | { readonly permission: null; readonly also?: never; readonly rule: RouteRule }
)

/** The adapter's routes, relative to the mount path; `:id` and `:token` are path parameters. */
export const ROUTES = {
  listConnections: { method: 'GET', path: '/connections', permission: 'view' },
  getConnection: { method: 'GET', path: '/connections/:id', permission: 'view' },
  authorize: { method: 'POST', path: '/connections/authorize', permission: null, rule: 'by_request' },
  launch: { method: 'POST', path: '/launch', permission: null, rule: 'open' },
  callback: { method: 'GET', path: '/callback', permission: null, rule: 'open' },
  callbackDone: { method: 'GET', path: '/callback/done', permission: null, rule: 'open' },
  getAttempt: { method: 'GET', path: '/attempts/:id', permission: 'view' },
  attemptSupport: { method: 'GET', path: '/attempts/:id/support', permission: null, rule: 'starter' },
  claimAttempt: { method: 'POST', path: '/attempts/:id/claim', permission: null, rule: 'starter' },
  cancelAttempt: { method: 'POST', path: '/attempts/:id/cancel', permission: null, rule: 'starter' },
  confirmCompany: { method: 'POST', path: '/connections/:id/confirm-company', permission: 'connect' },
  verify: { method: 'POST', path: '/connections/:id/verify', permission: 'view' },
  readiness: { method: 'GET', path: '/connections/:id/readiness', permission: 'view' },
  disconnect: { method: 'POST', path: '/connections/:id/disconnect', permission: null, rule: 'by_request' },
  disconnectImpact: { method: 'GET', path: '/connections/:id/disconnect-impact', permission: 'disconnect' },
  history: { method: 'GET', path: '/connections/:id/history', permission: 'audit' },
  verifyHistory: { method: 'GET', path: '/connections/:id/history/verify', permission: 'audit' },
  listWrites: { method: 'GET', path: '/connections/:id/writes', permission: 'audit' },
  lastTakeBack: { method: 'GET', path: '/connections/:id/writes/take-back', permission: 'audit' },
  takeBack: {
    method: 'POST',
    path: '/connections/:id/writes/take-back',
    permission: 'audit',
    also: 'disconnect',
  },
  health: { method: 'GET', path: '/connections/:id/health', permission: 'view' },
  backlog: { method: 'GET', path: '/connections/:id/backlog', permission: 'view' },
  support: { method: 'GET', path: '/connections/:id/support', permission: 'view' },
  retrySetup: { method: 'POST', path: '/connections/:id/setup/retry', permission: 'connect' },
  completeSetup: { method: 'POST', path: '/connections/:id/setup/complete', permission: 'connect' },
  createLink: { method: 'POST', path: '/connections/:id/links', permission: 'reauthorize' },
  listLinks: { method: 'GET', path: '/connections/:id/links', permission: 'reauthorize' },
  revokeLink: { method: 'POST', path: '/links/:id/revoke', permission: 'reauthorize' },
  openLink: { method: 'GET', path: '/link/:token', permission: null, rule: 'open' },
  startLink: { method: 'POST', path: '/link/:token/start', permission: null, rule: 'open' },
  linkDone: { method: 'GET', path: '/link/done', permission: null, rule: 'open' },
  events: { method: 'GET', path: '/events', permission: 'view' },
  disconnected: { method: 'GET', path: '/disconnected', permission: null, rule: 'open' },
  reconnect: { method: 'GET', path: '/reconnect', permission: null, rule: 'open' },
  webhooks: { method: 'POST', path: '/webhooks', permission: null, rule: 'open' },
  operationsLive: { method: 'GET', path: '/operations/live', permission: null, rule: 'open' },
  operationsReady: { method: 'GET', path: '/operations/ready', permission: null, rule: 'open' },
  /** Workers in another language. Their proof is a token of the option `syncReportTokens`; without that there is no such route. */
  reportSync: { method: 'POST', path: '/operations/syncs', permission: null, rule: 'open' },
  operationsHealth: { method: 'GET', path: '/operations/health', permission: 'operate' },
  operationsConnections: { method: 'GET', path: '/operations/connections', permission: 'operate' },
  board: { method: 'GET', path: '/operations/board', permission: null, rule: 'operator' },
  boardConnections: {
    method: 'GET',
    path: '/operations/board/connections',
    permission: null,
    rule: 'operator',
  },
  boardExplain: {
    method: 'GET',
    path: '/operations/board/connections/:id/explain',
    permission: null,
    rule: 'operator',
  },
  boardRenew: {
    method: 'POST',
    path: '/operations/board/connections/:id/renew',
    permission: null,
    rule: 'operator',
  },
  boardWebhooks: { method: 'GET', path: '/operations/board/webhooks', permission: null, rule: 'operator' },
  boardQuota: { method: 'GET', path: '/operations/board/quota', permission: null, rule: 'operator' },
  boardQueues: { method: 'GET', path: '/operations/board/queues', permission: null, rule: 'operator' },
  boardRetryQueue: {
    method: 'POST',
    path: '/operations/board/queues/:id/retry',
    permission: null,
    rule: 'operator',
  },
  boardSkipEvent: {
    method: 'POST',
    path: '/operations/board/events/:id/skip',
    permission: null,
    rule: 'operator',
  },
  boardCampaigns: { method: 'GET', path: '/operations/board/campaigns', permission: null, rule: 'operator' },
  boardCampaign: {
    method: 'GET',
    path: '/operations/board/campaigns/:id',
    permission: null,
    rule: 'operator',
  },
  boardEndCampaign: {
    method: 'POST',
    path: '/operations/board/campaigns/:id/end',
    permission: null,
    rule: 'operator',
  },
  boardEndIncident: {
    method: 'POST',
    path: '/operations/board/incident/end',
    permission: null,
    rule: 'operator',
  },
} as const satisfies Record<string, Route>

/** Fills the parameter of a route's path. */
export const routePath = (path: string, id: string): string =>
  path.replace(/:(id|token)/, () => encodeURIComponent(id))

/**
 * The BroadcastChannel to which the callback's last page posts `{ type, attempt, claim? }`. That something happened is a
 * hint, never the truth; `claim` is the secret that claims the attempt where the callback saw no session.
 */
export const ATTEMPT_CHANNEL = 'mooring.attempts'

/** The `type` of the message the callback's last page posts to its opener, and on the channel. */
export const ATTEMPT_MESSAGE = 'mooring.attempt'

/** The `type` of the answer `{ type, attempt }` to a message with a `claim`: its sender is needed no more. */
export const ATTEMPT_RECEIVED = 'mooring.attempt.received'

/** The field of a page's fragment in which a browser that came back brings the secret of its claim: 64 hex digits. */
export const CLAIM_FIELD = 'mooring_claim'
