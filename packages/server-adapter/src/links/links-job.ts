// Open links whose time is over, or whose connection has changed: ended where they are not needed any more.

import { endLink } from '../authorize/end-link.ts'
import { isBeingFinished, truthOf } from '../authorize/link-state.ts'
import { LINK_RETRY_MS } from '../config/defaults.ts'
import type { Deps } from '../deps.ts'
import { failureFields } from '../errors/failure-fields.ts'
import type { Job } from '../jobs/job.ts'
import type { LinkRecord } from '../stores/links.ts'
import { momentOf, pendingOf } from './links.ts'

const PAGE = 50

export function createLinksJob(deps: Deps): Job {
  const { config, store } = deps

  /** @returns whether it was due still */
  async function processLink({ id }: LinkRecord, now: number): Promise<boolean> {
    const moment = { ...momentOf(deps), now }
    return await store.write(async (tx) => {
      const link = await tx.links.get(id)
      if (link === null || link.state !== 'open' || link.dueAt > now) return false
      const connection = await tx.connections.get(link.connectionId)
      const state = truthOf(link, connection, moment)
      if (state === 'open') await tx.links.postpone(id, link.expiresAt)
      // A person who came back in time is not refused: what QuickBooks gave them is being stored.
      else if (state === 'expired' && isBeingFinished(link, await pendingOf(tx, link)))
        await tx.links.postpone(id, now + LINK_RETRY_MS)
      else if (connection === null) await tx.links.end(id, state, now)
      else await endLink(tx, { link, connection }, { state, now, actor: null })
      return true
    })
  }

  async function run(now: number): Promise<number> {
    const due = await store.read((tx) => tx.links.due(now, PAGE))
    let processed = 0
    for (const link of due) {
      try {
        if (await processLink(link, now)) processed++
      } catch (error) {
        const { id: linkId, tenantId, connectionId } = link
        config.logger.error(
          { linkId, tenantId, connectionId, ...failureFields(error) },
          'A link could not be processed.',
        )
        await store.write((tx) => tx.links.postpone(linkId, now + LINK_RETRY_MS))
        processed++
      }
    }
    return processed
  }

  return {
    name: 'links',
    dueSince: async (tx, now) => (await tx.links.due(now, 1))[0]?.dueAt ?? null,
    run,
  }
}
