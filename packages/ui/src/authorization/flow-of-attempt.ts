// What an attempt says of the flow it belongs to.
import type { Attempt } from '@mooring/contract'
import { type Flow, NEW_CONNECTION } from './flow.ts'

/** Whom an outcome is told: what connects one more is shown a renewal where nothing else is there for it, but it is no news of its own. */
export const concernedBy = ({ slots }: Flow, { kind }: Attempt): readonly string[] =>
  kind === 'connect' ? slots : slots.filter((slot) => slot !== NEW_CONNECTION)

/** What an attempt tells of the flow it belongs to, on a page that did not start it. */
export function foundFlow({ kind, connectionId, intent }: Attempt): Pick<Flow, 'slots' | 'target'> {
  const own = connectionId ? [connectionId] : []
  return {
    slots: kind === 'connect' ? [NEW_CONNECTION, ...own] : [...own, NEW_CONNECTION],
    target: { connectionId: connectionId ?? undefined, intent: intent ?? undefined },
  }
}
