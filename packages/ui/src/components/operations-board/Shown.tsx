'use client'
// A query of the board: a placeholder while it loads, what is wrong, and what there is.
import type { ReactElement, ReactNode } from 'react'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { type BoardReading, useBoard } from './useBoard.ts'

interface ShownProps {
  reading: Pick<BoardReading<unknown>, 'isLoading' | 'problem' | 'refetch'>
  /** Lines that it is likely to have. */
  lines: number
  children: ReactNode
}

export function Shown({ reading, lines, children }: ShownProps): ReactElement {
  const { words } = useBoard()
  const { isLoading, problem, refetch } = reading
  return (
    <>
      {isLoading ? (
        <p className="mooring-skeleton" aria-busy="true">
          {words.reading + '\n'.repeat(lines)}
        </p>
      ) : (
        children
      )}
      {problem && <ErrorMessage problem={problem} onRetry={refetch} />}
    </>
  )
}
