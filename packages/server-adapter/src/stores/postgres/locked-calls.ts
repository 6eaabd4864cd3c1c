// Calls of repositories that first lock what they work on.
import type { Lock } from './write-transaction.ts'

/** @returns makes a call lock what `nameOf` makes of its arguments */
export const lockedWith =
  (lock: Lock) =>
  <A extends unknown[], R, N extends (...given: A) => string>(nameOf: N, call: (...given: A) => Promise<R>) =>
  async (...given: A): Promise<R> => {
    await lock(nameOf(...given))
    return await call(...given)
  }

export const itself = (id: string): string => id

export const connectionOf = ({ connectionId }: { readonly connectionId: string }): string => connectionId
