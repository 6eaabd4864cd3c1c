// What is asked of a store so often that an index has to answer it, and the statements such a call makes.
import type { CompiledQuery } from 'kysely'
import { openSession } from '../src/stores/sql/session.ts'
import type { SqlDialect } from '../src/stores/sql/sql-dialect.ts'
import type { Repositories } from '../src/stores/store.ts'

/** The first statements of a call, where every answer is empty. */
export async function statementsOf(
  dialect: SqlDialect,
  call: (tx: Repositories) => Promise<unknown>,
): Promise<string[]> {
  const statements: string[] = []
  const connection = {
    async executeQuery({ sql }: CompiledQuery) {
      statements.push(sql)
      return { rows: [], numAffectedRows: 0n }
    },
    streamQuery(): never {
      throw new Error('not streamed')
    },
  }
  // A call may stumble over the empty answer; its first statement is what is looked at.
  await call(openSession(connection, dialect).tx).catch(() => {})
  return statements
}

export const ASKED_OFTEN: readonly [string, (tx: Repositories) => Promise<unknown>][] = [
  ['a connection', ({ connections }) => connections.get('c')],
  ["a tenant's list", ({ connections }) => connections.list('t')],
  ['connections of a company', ({ connections }) => connections.findByRealm('sandbox', 'tag')],
  ['due connections', ({ connections }) => connections.due(1, 9)],
  [
    'a page of a status',
    ({ connections }) => connections.page({ status: 'connected', cursor: 'c', limit: 9 }),
  ],
  ['a page of all', ({ connections }) => connections.page({ cursor: 'c', limit: 9 })],
  ['a page of a tenant’s connections', ({ connections }) => connections.listPage('t', 'con-1', 9)],
  ['counts by key', ({ connections }) => connections.countByKey('k')],
  ['realms of other keys', ({ connections }) => connections.realmsNotSealedWith('k', 9)],
  ['a grant', ({ grants }) => grants.get('c')],
  ['grants of other keys', ({ grants }) => grants.notSealedWith('k', 9)],
  ['old intents', ({ journal }) => journal.openBefore(1, 9)],
  ['a lease', ({ leases }) => leases.get('l')],
  ['an attempt by state', ({ attempts }) => attempts.findByState('h')],
  ['an attempt by ticket', ({ attempts }) => attempts.findByTicket('h')],
  ['pending attempts of a user', ({ attempts }) => attempts.pendingOf('t', 'u')],
  ['attempts of a connection', ({ attempts }) => attempts.ofConnection('c', 9)],
  ['due attempts', ({ attempts }) => attempts.due(1, 9)],
  ['attempts of other keys', ({ attempts }) => attempts.notSealedWith('k', 9)],
  ['attempts to prune', ({ attempts }) => attempts.prune(1)],
  ['the next event', ({ events }) => events.next('c')],
  ['the event to coalesce into', ({ events }) => events.replaceUndelivered('c', 'sync.progressed', 1, {})],
  ['events to prune', ({ events }) => events.prune(1)],
  ['due deliveries', ({ deliveries }) => deliveries.due(1, 9)],
  ['the next due delivery', ({ deliveries }) => deliveries.nextDueAt()],
  ['the last changes', ({ changes }) => changes.last('t')],
  ['the last entry', ({ history }) => history.last('c')],
  ['who has taken an event', ({ takes }) => takes.of('e')],
  ["the quota's note", ({ reads }) => reads.quota()],
  ["a month's days", ({ reads }) => reads.days('2026-11-01', '2026-11-30')],
  ['reads of a tenant', ({ reads }) => reads.erase('t')],
  ['a page of history', ({ history }) => history.page('c', 9, 9)],
  ['a page of what people did', ({ history }) => history.page('c', 9, 9, 'people')],
  ['a chain of history', ({ history }) => history.chain('c', 1, 9)],
  ['failures of a type', ({ history }) => history.failuresSince('token.refresh', 1, 10)],
  ["a tenant's attempts to erase", ({ attempts }) => attempts.erase('t')],
  ["a tenant's events to erase", ({ events }) => events.erase('t')],
  ["all of a tenant's connections", ({ connections }) => connections.all('t')],
  ["a tenant's history to erase", ({ history }) => history.erase('t')],
  ['changes after a position', ({ changes }) => changes.after('t', 1, 9)],
  ['the latest change', ({ changes }) => changes.latest()],
  ['what has changed', ({ changes }) => changes.since('1')],
  ['due revokes', ({ revokes }) => revokes.due(1, 9)],
  ['connections whose set-up is due', ({ connections }) => connections.setupDue(1, 9)],
  ['connections whose schedules are due', ({ connections }) => connections.scheduleDue(1, 9)],
  ['a link by its token', ({ links }) => links.findByToken('h')],
  ["a connection's links", ({ links }) => links.ofConnection('c', 9)],
  ["a connection's open links", ({ links }) => links.openOf('c')],
  ['due links', ({ links }) => links.due(1, 9)],
  ['links to make due', ({ links }) => links.makeDue('c', 1)],
  ['links to prune', ({ links }) => links.prune(1)],
  ["a tenant's links to erase", ({ links }) => links.erase('t')],
  ['a page of the log of webhooks', ({ webhookLog }) => webhookLog.page({ before: 9, limit: 9 })],
  ["a connection's webhooks", ({ webhookLog }) => webhookLog.page({ connectionId: 'c', limit: 9 })],
  ["a tenant's webhooks to erase", ({ webhookLog }) => webhookLog.erase('t')],
  ['due webhooks', ({ webhooks }) => webhooks.due(1, 9)],
  ['webhooks to prune', ({ webhooks }) => webhooks.prune(1)],
  ['undelivered notices', ({ notices }) => notices.undelivered('c', 9)],
  ['notices to mark', ({ notices }) => notices.markDelivered('c', 1, 1)],
  ['the last delivery to a connection’s host', ({ notices }) => notices.lastDeliveredAt('c')],
  ["a connection's last webhook", ({ notices }) => notices.lastReceivedAt('c')],
  ['the newest delays', ({ notices }) => notices.delays(1, 9)],
  ["a tenant's notices to erase", ({ notices }) => notices.erase('t')],
  ['notices to prune', ({ notices }) => notices.prune(1)],
  ["a connection's days", ({ health }) => health.days('c', 'd')],
  ['days to prune', ({ health }) => health.prune('d')],
  ['a page of writes', ({ writes }) => writes.page('c', 9, 9)],
  ['a chain of writes', ({ writes }) => writes.chain('c', 1, 9)],
  ['the last write', ({ writes }) => writes.last('c')],
  ['what a taking back dealt with', ({ writes }) => writes.ofTakeBack('c', 'b')],
  ["a tenant's writes to erase", ({ writes }) => writes.erase('t')],
  ['writes to prune', ({ writes }) => writes.prune(1)],
  ['a taking back', ({ takeBacks }) => takeBacks.get('c')],
  ['due taking back', ({ takeBacks }) => takeBacks.due(1, 9)],
  ["a tenant's taking back to erase", ({ takeBacks }) => takeBacks.erase('t')],
  ['taking back to prune', ({ takeBacks }) => takeBacks.prune(1)],
  ['due campaigns', ({ campaigns }) => campaigns.due(1, 9)],
  [
    'who is asked next',
    ({ campaigns }) => campaigns.waiting({ id: 'c', startedAt: 1, endedAt: null }, null, 9),
  ],
  [
    'whether a campaign is open',
    ({ campaigns }) => campaigns.isOpen({ id: 'c', startedAt: 1, endedAt: null }),
  ],
  ['the size of a campaign', ({ campaigns }) => campaigns.size('c')],
  ['who was asked', ({ campaigns }) => campaigns.asked('c', 'con-1', 9)],
  ['the furthest moments', ({ moments }) => moments.furthest()],
  ['attempts far ahead', ({ moments }) => moments.attemptsBeyond(1, 9)],
  ['revokes of other keys', ({ revokes }) => revokes.notSealedWith('k', 9)],
]
