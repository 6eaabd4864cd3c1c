// Detects that the page was asleep: frozen, offline, or suspended while time went on, as in a laptop whose lid was shut.

/** How often the clock is checked while the page is visible (ms), and how far it must have jumped meanwhile. */
const CHECK_EVERY_MS = 500
const JUMP_MS = 5_000

/**
 * Calls back each time the page wakes, until the returned function is called. While it is hidden nothing is checked:
 * the page's visibility says when it is back.
 * @param now ms since epoch
 */
export function onPageResume(now: () => number, onResume: () => void): () => void {
  let last = now()
  const check = () => {
    const before = last
    last = now()
    if (last - before > JUMP_MS) onResume()
  }
  let timer: ReturnType<typeof setInterval> | undefined
  const follow = () => {
    clearInterval(timer)
    last = now()
    timer = document.hidden ? undefined : setInterval(check, CHECK_EVERY_MS)
  }
  follow()
  document.addEventListener('visibilitychange', follow)
  document.addEventListener('resume', onResume)
  window.addEventListener('online', onResume)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', follow)
    document.removeEventListener('resume', onResume)
    window.removeEventListener('online', onResume)
  }
}
