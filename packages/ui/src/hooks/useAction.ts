// One call at a time that a person asked for, with its problem.
import type { Problem } from '@mooring/contract'
import { useRef, useState } from 'react'
import { problemOf } from '../client/problem-error.ts'
import { useMooring } from './useMooring.ts'

export interface ActionState {
  /** Resolves with what the work gives, or null where it failed or another is running. */
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result | null>
  readonly isRunning: boolean
  readonly problem: Problem | null
}

export function useAction(): ActionState {
  const { flows } = useMooring()
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isRunning, setRunning] = useState(false)
  const running = useRef(false)

  const run = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    if (running.current) return null
    running.current = true
    setRunning(true)
    setProblem(null)
    try {
      return await work()
    } catch (thrown) {
      const told = problemOf(thrown)
      setProblem(told)
      flows.report(told)
      return null
    } finally {
      running.current = false
      setRunning(false)
    }
  }
  return { run, isRunning, problem }
}
