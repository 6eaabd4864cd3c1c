// A store's note of having been moved to another one, or of being filled from one, and why it then says no.

/** Stored in both stores of a move. */
export interface StoreMove {
  /** The same on both sides. */
  readonly id: string
  readonly role: 'source' | 'target'
  /** `undone`: taken back before the target was used; it is empty again. */
  readonly state: 'moving' | 'moved' | 'undone'
  /** The other store, in words without a secret. */
  readonly other: string
  /** When the move began, ms since the epoch. */
  readonly at: number
}

/** Its name in the table `meta`. */
export const MOVE_NOTE = 'move'

/** @returns what follows "This store …" where the store may not be used; null where it may */
export function problemOfMove({ role, state, other, at }: StoreMove): string | null {
  const when = new Date(at).toISOString()
  if (role === 'target') {
    return state === 'moving'
      ? `is being filled from ${other} since ${when}. Run "mooring migrate" again until it says that all is there.`
      : null
  }
  return state === 'moved'
    ? `was moved to ${other} on ${when}: use that one. Nothing is written here any more.`
    : `is being moved to ${other} since ${when}: wait for "mooring migrate" to end and use that one, or take the move back with its --undo.`
}
