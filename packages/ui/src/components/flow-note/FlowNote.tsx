'use client'
// What a component says of an authorization under way, or of how it ended.
import type { ReactElement } from 'react'
import type { Authorize } from '../../hooks/useAuthorize.ts'
import { useDesk } from '../../hooks/useDesk.ts'
import { ProblemNote } from './ProblemNote.tsx'

export function FlowNote({ flow }: { flow: Authorize }): ReactElement | null {
  const { page, book } = useDesk()
  const { state, problem, start } = flow
  if (state === 'idle') return null
  // One from before a reload may be here before its words are.
  if (page) return book === undefined ? null : <page.FlowBody flow={flow} />
  // Without the page's other parts nothing can be started, which is what the problem says.
  return problem && <ProblemNote problem={problem} onRetry={start} />
}
