// State that belongs to one subject, such as a connection, of a component that may be given another one.
import { useCallback, useState } from 'react'

/**
 * @param subject whose state it is
 * @param initial the state of each subject at first, also of one that comes back
 * @returns the state, and what sets it: for the subject of that render, and not once it is another's
 */
export function useStateOf<State>(
  subject: string | undefined,
  initial: State,
): readonly [State, (state: State) => void] {
  const [stored, setStored] = useState({ subject, state: initial })
  const isOwn = stored.subject === subject
  if (!isOwn) setStored({ subject, state: initial })
  const set = useCallback(
    (state: State) => setStored((now) => (now.subject === subject ? { subject, state } : now)),
    [subject],
  )
  return [isOwn ? stored.state : initial, set]
}
