// What a line of the log says of an error, whichever it is: enough to act on, and nothing that may contain a secret or a name.
import type { Code } from '@mooring/contract'
import { thrownFields, wordlessFields } from '../platform/thrown.ts'
import { hostError } from './host-errors.ts'
import { HostFault, MooringError } from './mooring-error.ts'

type Why = {
  /** What is wrong with the set-up or the store, and what to do: only where the sentence is ours. */
  readonly problem?: string
  /** What a function of the host's threw, or the name of what failed below. */
  readonly cause?: string
  readonly stack?: string
}

/**
 * Why it failed. Of an error that Mooring throws at hosts nothing: its code says it, and its sentence is for people and may name
 * them.
 */
export function whyFields(error: unknown): Why {
  if (error instanceof HostFault) return thrownFields(HostFault.thrownBehind(error))
  if (error instanceof MooringError) return {}
  const { code, message } = hostError(error)
  return code === 'internal' ? wordlessFields(error) : { problem: message, ...wordlessFields(error) }
}

type FailureFields = Why & { readonly code: Code; readonly reference: string }

/** Its code, the reference to find it by, and why. */
export function failureFields(error: unknown): FailureFields {
  const { code, reference } = hostError(error)
  return { code, reference, ...whyFields(error) }
}
