// What a test opens is closed after it, however it ends.
import { afterEach } from 'vitest'

/** Several instances and their pools may have to end on a busy machine, ms. */
const CLOSING_MS = 30_000

/** @returns the stack of what the running test has opened; the last one is closed first */
export function useOpened(): () => AsyncDisposableStack {
  let opened = new AsyncDisposableStack()
  afterEach(async () => {
    const closing = opened
    opened = new AsyncDisposableStack()
    await closing.disposeAsync()
  }, CLOSING_MS)
  return () => opened
}
