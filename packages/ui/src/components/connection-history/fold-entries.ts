// What the machine does every hour, folded to one line, so that what people did is seen.
import type { HistoryEntry } from '@mooring/contract'

/** Renewals that went well, by no person. */
const ROUTINE: readonly string[] = ['token.rotated', 'token.refresh']

const isRoutine = ({ type, actor, outcome }: HistoryEntry): boolean =>
  actor === null && outcome === 'succeeded' && ROUTINE.includes(type)

/** Each line's entries, newest first: more than one where the same routine went on and on. */
export function foldEntries(entries: readonly HistoryEntry[]): HistoryEntry[][] {
  const lines: HistoryEntry[][] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    if (last?.[0] && isRoutine(entry) && isRoutine(last[0]) && last[0].type === entry.type) last.push(entry)
    else lines.push([entry])
  }
  return lines
}
