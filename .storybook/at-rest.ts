// Waiting for a story to be drawn to its end, so that axe sees it and not its loading.

const QUIET_FRAMES = 4

/** Resolves when nothing on the page has changed for a few frames. */
export function atRest(): Promise<void> {
  return new Promise((resolve) => {
    let quiet = 0
    const observer = new MutationObserver(() => {
      quiet = 0
    })
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    const check = () => {
      quiet += 1
      if (quiet < QUIET_FRAMES) return void requestAnimationFrame(check)
      observer.disconnect()
      resolve()
    }
    requestAnimationFrame(check)
  })
}
