// Calls of repositories that give no answer: they wait for no round trip of their own.
import type { Unanswered } from '../sql/session.ts'
import type { Repositories } from '../store.ts'

/**
 * Joins both. Only what returns nothing, and fails in no way that its caller distinguishes, may go unanswered: whether a
 * row was there, or who won a race, is known by an answer alone.
 */
export const withUnanswered = (tx: Repositories, unanswered: Unanswered): Repositories => ({
  ...tx,
  attempts: { ...tx.attempts, insert: unanswered.attempts.insert },
  deliveries: {
    ...tx.deliveries,
    put: unanswered.deliveries.put,
    delete: unanswered.deliveries.delete,
  },
  events: {
    ...tx.events,
    enqueue: unanswered.events.enqueue,
    markDelivered: unanswered.events.markDelivered,
  },
  grants: { ...tx.grants, delete: unanswered.grants.delete },
  health: { ...tx.health, count: unanswered.health.count },
  history: { ...tx.history, append: unanswered.history.append },
  imports: { ...tx.imports, put: unanswered.imports.put, delete: unanswered.imports.delete },
  journal: { ...tx.journal, open: unanswered.journal.open, close: unanswered.journal.close },
  leases: { ...tx.leases, release: unanswered.leases.release },
  revokes: { ...tx.revokes, put: unanswered.revokes.put, delete: unanswered.revokes.delete },
  webhookLog: { ...tx.webhookLog, arrived: unanswered.webhookLog.arrived },
})
