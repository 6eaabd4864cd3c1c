// Which connections need a person, the most urgent first.
import type { Connection, Status } from '@mooring/contract'

const URGENCY: readonly Status[] = [
  'reauthorization_required',
  'blocked',
  'awaiting_confirmation',
  'expiring',
]

/** What Mooring repairs by itself, what is fine and what somebody ended on purpose needs nobody. */
export function needingAttention(connections: readonly Connection[]): Connection[] {
  return URGENCY.flatMap((status) => connections.filter((connection) => connection.status === status))
}
