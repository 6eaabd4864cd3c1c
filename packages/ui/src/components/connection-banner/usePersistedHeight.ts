// The height that the banner had at the last visit: reserved until it is known whether it is shown again.
import { type RefObject, useEffect, useSyncExternalStore } from 'react'

const KEY = 'mooring.banner'
const never = () => () => {}

function read(): number {
  try {
    return Number(localStorage.getItem(KEY)) || 0
  } catch {
    return 0
  }
}

function write(height: number): void {
  try {
    localStorage.setItem(KEY, String(height))
  } catch {
    // Storage is disabled or full: the page moves a little when the banner comes.
  }
}

/** @returns pixels; none on the server and at a first visit. */
export function usePersistedHeight(banner: RefObject<HTMLElement | null>, isKnown: boolean): number {
  useEffect(() => {
    if (isKnown) write(banner.current?.offsetHeight ?? 0)
  })
  return useSyncExternalStore(never, read, () => 0)
}
