// Calls of ledgers that give no answer: they wait for no round trip of their own.
import type { Unanswered } from '../sql/session.ts'
import type { Ledgers } from '../store.ts'

/**
 * Joins both. Only what returns nothing, and fails in no way that its caller tells apart, may go unanswered: whether a
 * row was there, or who won a race, is known by an answer alone.
 */
export const withUnanswered = (ledgers: Ledgers, unanswered: Unanswered): Ledgers => ({
  ...ledgers,
  attempts: { ...ledgers.attempts, insert: unanswered.attempts.insert },
  deliveries: {
    ...ledgers.deliveries,
    put: unanswered.deliveries.put,
    delete: unanswered.deliveries.delete,
  },
  events: { ...ledgers.events, markDelivered: unanswered.events.markDelivered },
  grants: { ...ledgers.grants, delete: unanswered.grants.delete },
  health: { ...ledgers.health, count: unanswered.health.count },
  history: { ...ledgers.history, append: unanswered.history.append },
  imports: { ...ledgers.imports, put: unanswered.imports.put, delete: unanswered.imports.delete },
  journal: { ...ledgers.journal, open: unanswered.journal.open, close: unanswered.journal.close },
  leases: { ...ledgers.leases, release: unanswered.leases.release },
  revokes: { ...ledgers.revokes, put: unanswered.revokes.put, delete: unanswered.revokes.delete },
})
