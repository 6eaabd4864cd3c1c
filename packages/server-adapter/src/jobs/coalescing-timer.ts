// A timer that rings at the earliest moment it was set for.

export interface CoalescingTimer {
  /** Fires within `ms`, sooner where it is set so already. No process stays alive for it. */
  set(ms: number): void
  off(): void
}

export function createCoalescingTimer(ring: () => void): CoalescingTimer {
  let timer: NodeJS.Timeout | null = null
  let wait = 0

  function off(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
  }

  return {
    set(ms) {
      if (timer !== null && ms >= wait) return
      off()
      wait = ms
      timer = setTimeout(() => {
        timer = null
        ring()
      }, ms)
      timer.unref()
    },
    off,
  }
}
