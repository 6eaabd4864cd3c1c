// Receives webhooks: stored first, so that they can be acknowledged before they are processed.
import { createHash } from 'node:crypto'
import type { Deps } from '../deps.ts'
import type { WebhookNotice } from '../stores/webhook-records.ts'
import { type Notification, readNotifications } from './read-notifications.ts'

export interface WebhookInbox {
  /**
   * Stores a webhook whose signature was found good. What can't be read is stored too, parked, and never processed.
   * @throws StoreUnavailableError: not stored, so that Intuit must send it again
   */
  receive(bytes: Buffer): Promise<void>
}

export function createWebhookInbox(deps: Pick<Deps, 'config' | 'store' | 'vault'>): WebhookInbox {
  const { config, store } = deps

  async function tagged(events: readonly Notification[]): Promise<WebhookNotice[]> {
    const vault = await deps.vault()
    return events.map(({ realmId, ...event }) => ({
      ...event,
      realmTag: vault.realmTag(config.environment, realmId),
    }))
  }

  async function receive(bytes: Buffer): Promise<void> {
    const now = config.now()
    const id = createHash('sha256').update(bytes).digest('hex')
    const read = readNotifications(bytes, now)
    const notices = await tagged(read?.events ?? [])
    const parkedAt = read === null ? now : null
    const isNew = await store.write(async ({ webhooks, webhookLog }) => {
      if (!(await webhooks.take({ id, receivedAt: now, notices, tries: 0, dueAt: now, parkedAt })))
        return false
      const why = read === null ? 'unreadable' : null
      const events = notices.length
      await webhookLog.arrived({ id, receivedAt: now, events, tries: 0, workedAt: null, parkedAt, why })
      return true
    })
    if (!isNew) return
    if (read === null)
      config.logger.error({ webhook: id, bytes: bytes.length }, 'A webhook of Intuit’s cannot be read.')
    else if (read.unreadable > 0)
      config.logger.error(
        { webhook: id, events: read.unreadable },
        'Events of a webhook name no company; the others are worked on.',
      )
  }

  return { receive }
}
