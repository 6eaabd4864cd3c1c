'use client'
// What a component says of an authorization under way, or of how it ended.
import { type ReactElement, useEffect } from 'react'
import type { Authorize } from '../../hooks/useAuthorize.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { ProblemNote } from './ProblemNote.tsx'

export function FlowNote({ flow }: { flow: Authorize }): ReactElement | null {
  const { words, announcer } = useMooring()
  const { state, problem, ending } = flow
  const quiet = problem?.code === 'access_denied' || ending === 'cancelled'
  const busy = state === 'starting' || state === 'waiting'
  const text = busy ? words.waiting : quiet ? words.cancelled : ending ? words.tooLate : ''
  useEffect(() => {
    if (text) announcer.say(text)
  }, [text, announcer])

  if (state === 'idle') return null
  return (
    <div className="mooring-note" data-state={busy ? 'pending' : 'ended'}>
      {text && <span className="mooring-note-text">{text}</span>}
      {busy && (
        <span className="mooring-actions">
          <button type="button" className="mooring-button" onClick={flow.openAgain}>
            {words.openAgain}
          </button>
          <button type="button" className="mooring-button" onClick={flow.cancel}>
            {words.cancel}
          </button>
        </span>
      )}
      {problem && !quiet && <ProblemNote problem={problem} onRetry={busy ? undefined : flow.start} />}
    </div>
  )
}
