'use client'
// A failure in words, with one next step.
import type { Problem } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { describeProblem } from '../../messages/describe-problem.ts'
import { Icon } from '../icon/Icon.tsx'

interface ProblemNoteProps {
  problem: Problem
  /** The next step, where trying again can help. */
  onRetry?: (() => void) | undefined
}

export function ProblemNote({ problem, onRetry }: ProblemNoteProps): ReactElement {
  const { words } = useMooring()
  const { code, openAt, reference, retryable } = problem
  return (
    <div className="mooring-problem" role="alert" data-code={code}>
      <Icon name="alert" />
      <span>
        {describeProblem(problem, words)} {reference && <small>{words.reference(reference)}</small>}
      </span>
      {openAt ? (
        <a className="mooring-button" href={openAt}>
          {words.openThere}
        </a>
      ) : (
        retryable &&
        onRetry && (
          <button type="button" className="mooring-button" onClick={onRetry}>
            {words.tryAgain}
          </button>
        )
      )}
    </div>
  )
}
