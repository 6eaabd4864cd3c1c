'use client'
// The keys of a layer that is on the page from the start; loaded once it is open.
import { type KeysOptions, useKeys } from './useKeys.ts'

export function Keys(options: KeysOptions): null {
  useKeys(options)
  return null
}
