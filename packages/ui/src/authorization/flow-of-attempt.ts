// What an attempt says of the flow it belongs to.
import type { Attempt } from '@mooring/contract'
import { type AuthorizeTarget, type Flow, NEW_CONNECTION } from './flow.ts'

/** Whom an outcome is told: what connects one more is shown a renewal where nothing else is there for it, but it is no news of its own. */
export const concernedBy = ({ slots }: Flow, { kind }: Attempt): readonly string[] =>
  kind === 'connect' ? slots : slots.filter((slot) => slot !== NEW_CONNECTION)

/**
 * What an attempt tells of the flow it belongs to, on a page that did not start it.
 * @param change where this tab has begun it before a reload as a switch of companies
 */
export function foundFlow(
  { kind, connectionId, intent }: Attempt,
  change: AuthorizeTarget | null,
): Pick<Flow, 'slots' | 'target'> {
  const id = change?.connectionId ?? connectionId
  const own = id ? [id] : []
  return {
    slots: kind === 'connect' && !change ? [NEW_CONNECTION, ...own] : [...own, NEW_CONNECTION],
    target: { connectionId: id ?? undefined, intent: intent ?? undefined, ...change },
  }
}
