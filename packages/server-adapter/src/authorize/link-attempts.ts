// What a link adds to the attempts that are made with it: whether they may still end well, and what comes of the link then.

import type { Actor, Problem } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { problemOf } from '../errors/mooring-error.ts'
import type { LinkEnd } from '../stores/links.ts'
import type { AttemptRecord, ConnectionRecord } from '../stores/records.ts'
import type { Repositories } from '../stores/store.ts'
import type { SealContext, TokenVault } from '../vault/token-vault.ts'
import { endLink } from './end-link.ts'
import { truthOf } from './link-state.ts'

type OfLink = Pick<AttemptRecord, 'linkId'>

export const ENDED_SENTENCES: Record<LinkEnd, string> = {
  used: 'This link was used already: the company is authorized again. Nothing is left to do.',
  revoked: 'This link was taken back by those who made it. Nothing was changed.',
  expired: 'The time of this link is over. Nothing was changed; ask for a new one.',
  withdrawn: 'This link is not needed any more. Nothing was changed.',
}

/**
 * Why the attempt of a link that has come back from QuickBooks goes no further: its link has ended meanwhile. Its code is
 * not exchanged then. null for every other attempt.
 */
export async function refusalByLink(
  { warnBeforeDays }: Pick<Config, 'warnBeforeDays'>,
  tx: Pick<Repositories, 'links' | 'connections'>,
  { linkId }: OfLink,
  now: number,
): Promise<Problem | null> {
  if (linkId === null) return null
  const link = await tx.links.get(linkId)
  const connection = link === null ? null : await tx.connections.get(link.connectionId)
  const truth = link === null ? 'withdrawn' : truthOf(link, connection, { now, warnBeforeDays })
  return truth === 'open' ? null : problemOf('link_ended', ENDED_SENTENCES[truth])
}

/** The link a consent was given with, and who made it: for events and history. */
export async function linkOf(
  tx: Pick<Repositories, 'links'>,
  { linkId }: OfLink,
): Promise<{ linkId: string; createdBy: Actor | null } | null> {
  if (linkId === null) return null
  return { linkId, createdBy: (await tx.links.get(linkId))?.createdBy ?? null }
}

/** An attempt has ended well: with it, and only so, its link is used up. */
export async function useLink(
  tx: Repositories,
  { linkId }: OfLink,
  given: { readonly connection: ConnectionRecord; readonly now: number; readonly actor: Actor },
): Promise<void> {
  const link = linkId === null ? null : await tx.links.get(linkId)
  if (link === null) return
  const { connection, now, actor } = given
  await endLink(tx, { link, connection }, { state: 'used', now, actor })
}

export const refusedCompanyContext = ({
  tenantId,
  id,
}: Pick<AttemptRecord, 'tenantId' | 'id'>): SealContext => ({
  tenantId,
  subjectId: id,
  field: 'refused_company',
  generation: 0,
})

/**
 * A refusal as the link's tenant may see it. Which company the link's reader chose is none of its business: its name is
 * sealed, for the page in that reader's browser.
 */
export function refusedWithLink(
  vault: TokenVault,
  attempt: Pick<AttemptRecord, 'tenantId' | 'id' | 'linkId'>,
  { problem, name }: { readonly problem: Problem; readonly name: string | null },
): Pick<AttemptRecord, 'problem' | 'refusedCompany'> {
  if (attempt.linkId === null || problem.authorizedCompany === undefined)
    return { problem, refusedCompany: null }
  const { authorizedCompany: _, ...visible } = problem
  const detail = `Another company than ${problem.expectedCompany} was chosen at QuickBooks. Nothing was changed.`
  return {
    problem: { ...visible, detail },
    refusedCompany: name === null ? null : vault.seal(name, refusedCompanyContext(attempt)),
  }
}
