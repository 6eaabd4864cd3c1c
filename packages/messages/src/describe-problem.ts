// A failure in words.
import type { Problem } from '@mooring/contract'
import type { en } from './en.ts'
import { say } from './messages.ts'

/** Codes whose word is to try again, which does not help where the product itself has to be mended. */
const isForSupport = ({ code, action }: Problem): boolean =>
  action === 'fix_configuration' && (code === 'company_unreadable' || code === 'store_unavailable')

/**
 * The language's word for the problem's code, or what the problem says itself. What the host's own code threw in the browser
 * has no reference, and is told as it is.
 */
export function describeProblem(problem: Problem, { problems }: Pick<typeof en, 'problems'>): string {
  const { detail, reference, openAt } = problem
  // What to do about a frame that lets nothing open is another thing than what to do about a blocked window.
  if (problem.code === 'popup_blocked' && openAt) return detail
  const code = isForSupport(problem) ? 'app_misconfigured' : problem.code
  const word = Object.hasOwn(problems, code) && (code !== 'internal' || reference) && problems[code]
  return word ? say(word, problem) : detail
}
