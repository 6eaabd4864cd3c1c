// An action that a person asked for: one call at a time, with its problem, and a change of a connection.
import type { Connection, Problem } from '@mooring/contract'
import { useRef, useState } from 'react'
import { type Path, pathOf } from '../core/paths.ts'
import { problemOf } from '../core/problem-error.ts'
import { putConnection } from '../core/put-connection.ts'
import { useMooring } from './useMooring.ts'

export interface ActionState {
  /** Resolves with what the work gives, or null where it failed or another is running. */
  readonly run: <Result>(work: () => Promise<Result>) => Promise<Result | null>
  readonly isRunning: boolean
  readonly problem: Problem | null
}

type State = Omit<ActionState, 'run'>
const IDLE: State = { isRunning: false, problem: null }

/** @param subject what it is done to, where that can become another: each has its own call and problem */
export function useAction(subject = ''): ActionState {
  const { flows } = useMooring()
  const [states, setStates] = useState<Partial<Record<string, State>>>({})
  const { isRunning, problem } = states[subject] ?? IDLE
  const set = (state: State) => setStates((all) => ({ ...all, [subject]: state }))
  const running = useRef(new Set<string>())

  const run = async <Result>(work: () => Promise<Result>): Promise<Result | null> => {
    if (running.current.has(subject)) return null
    running.current.add(subject)
    set({ isRunning: true, problem: null })
    let caught: Problem | null = null
    try {
      return await work()
    } catch (thrown) {
      caught = problemOf(thrown)
      flows.report(caught)
      return null
    } finally {
      running.current.delete(subject)
      set({ isRunning: false, problem: caught })
    }
  }
  return { run, isRunning, problem }
}

/**
 * Asks the adapter to change a connection, and shows at once what became of it.
 * @returns a call that takes a route's path, whose connection, and the body. It rejects with a `ProblemError`.
 */
export function useChange(): (path: Path, id: string, body?: object) => Promise<Connection> {
  const { client, list, queryClient } = useMooring()
  return async (path, id, body) => {
    const after = await client.post<Connection>(pathOf(path, id), body)
    putConnection(queryClient, list, after)
    return after
  }
}
