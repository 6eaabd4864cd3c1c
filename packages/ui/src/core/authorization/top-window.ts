// The window that goes to Intuit where no other one does: never a frame, as Intuit refuses to be framed.
import type { Problem } from '@mooring/contract'
import { browserProblem } from '../problem-error.ts'

/** The topmost window where it is of the same site, else null. */
export function siteTop(): Window | null {
  try {
    return window.top?.document ? window.top : null
  } catch {
    return null
  }
}

const LEAVES = /(^|\s)allow-top-navigation(-by-user-activation)?(\s|$)/i

/** Whether this page may go to Intuit itself. What can't be known from in here counts as allowed. */
export function mayLeave(view: Window = window): boolean {
  try {
    for (let at = view; at !== at.parent; at = at.parent) {
      const frame = at.frameElement
      if (!frame) return true
      if (frame.hasAttribute('sandbox') && !LEAVES.test(frame.getAttribute('sandbox') ?? '')) return false
    }
  } catch {
    // A frame further out is of another site.
  }
  return true
}

/** A frame that lets nothing open: the page can be opened at its own address. */
export const framedProblem = (detail: string, openAt: string): Problem => ({
  ...browserProblem('popup_blocked', detail),
  openAt,
})
