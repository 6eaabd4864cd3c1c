// Every route under the mount path, with its method and the permission it needs.

/** Rights a host grants to a person. `operate` reaches across tenants. */
export const PERMISSIONS = ['view', 'connect', 'reauthorize', 'disconnect', 'audit', 'operate'] as const

/**
 * The adapter's routes, relative to the mount path; `:id` is a path parameter.
 * `permission` is what `identify` must grant; `null` where the route has a rule of its own.
 */
export const ROUTES = {
  listConnections: { method: 'GET', path: '/connections', permission: 'view' },
  getConnection: { method: 'GET', path: '/connections/:id', permission: 'view' },
  authorize: { method: 'POST', path: '/connections/authorize', permission: null },
  launch: { method: 'POST', path: '/launch', permission: null },
  callback: { method: 'GET', path: '/callback', permission: null },
  callbackDone: { method: 'GET', path: '/callback/done', permission: null },
  getAttempt: { method: 'GET', path: '/attempts/:id', permission: 'view' },
  attemptSupport: { method: 'GET', path: '/attempts/:id/support', permission: null },
  cancelAttempt: { method: 'POST', path: '/attempts/:id/cancel', permission: null },
  confirmCompany: { method: 'POST', path: '/connections/:id/confirm-company', permission: 'connect' },
  verify: { method: 'POST', path: '/connections/:id/verify', permission: 'view' },
  readiness: { method: 'GET', path: '/connections/:id/readiness', permission: 'view' },
  disconnect: { method: 'POST', path: '/connections/:id/disconnect', permission: null },
  disconnectImpact: { method: 'GET', path: '/connections/:id/disconnect-impact', permission: 'disconnect' },
  history: { method: 'GET', path: '/connections/:id/history', permission: 'audit' },
  health: { method: 'GET', path: '/connections/:id/health', permission: 'view' },
  support: { method: 'GET', path: '/connections/:id/support', permission: 'view' },
  retrySetup: { method: 'POST', path: '/connections/:id/setup/retry', permission: 'connect' },
  completeSetup: { method: 'POST', path: '/connections/:id/setup/complete', permission: 'connect' },
  events: { method: 'GET', path: '/events', permission: 'view' },
  disconnected: { method: 'GET', path: '/disconnected', permission: null },
  reconnect: { method: 'GET', path: '/reconnect', permission: null },
  webhooks: { method: 'POST', path: '/webhooks', permission: null },
  operationsLive: { method: 'GET', path: '/operations/live', permission: null },
  operationsReady: { method: 'GET', path: '/operations/ready', permission: null },
  operationsHealth: { method: 'GET', path: '/operations/health', permission: 'operate' },
  operationsConnections: { method: 'GET', path: '/operations/connections', permission: 'operate' },
} as const

/** Fills `:id` of a route's path. */
export const routePath = (path: string, id: string): string => path.replace(':id', encodeURIComponent(id))

/** The BroadcastChannel on which the callback's last page tells `{ attempt }`; a hint, never the truth. */
export const ATTEMPT_CHANNEL = 'mooring.attempts'

/** The `type` of the message the callback's last page posts to its opener: `{ type, attempt }`. */
export const ATTEMPT_MESSAGE = 'mooring.attempt'
