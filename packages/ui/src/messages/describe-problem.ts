// A failure in words.
import type { Problem } from '@mooring/contract'
import type { en } from './en.ts'
import { say } from './messages.ts'

/**
 * The language's word for the problem's code, or what the problem says itself. What the host's own code threw in the browser
 * has no reference, and is told as it is.
 */
export function describeProblem(problem: Problem, { problems }: Pick<typeof en, 'problems'>): string {
  const { code, detail, reference } = problem
  const word = Object.hasOwn(problems, code) && (code !== 'internal' || reference) && problems[code]
  return word ? say(word, problem) : detail
}
