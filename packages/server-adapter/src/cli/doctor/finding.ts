// A line of the doctor's.
import type { AnyOptions } from '../../config/options.ts'
import { MooringError } from '../../errors/mooring-error.ts'
import type { Loaded } from '../command.ts'

export interface Finding {
  readonly check: string
  /** `hint`: works, and could be better; `untried`: could not be tried from here. */
  readonly outcome: 'ok' | 'hint' | 'failed' | 'untried'
  readonly tried: string
  readonly found: string
  /** What to do; null where nothing is to be done. */
  readonly todo: string | null
}

/** What the checks are made with. */
export interface DoctorContext extends Loaded {
  /** The address of the routes. */
  readonly mount: string
  readonly now: () => number
}

export const finder =
  (check: string, tried: string) =>
  (outcome: Finding['outcome'], found: string, todo: string | null = null): Finding => ({
    check,
    outcome,
    tried,
    found,
    todo,
  })

export const mountOf = ({ redirectUri }: Pick<AnyOptions, 'redirectUri'>): string =>
  redirectUri.replace(/\/callback$/, '')

/** Errors of ours are sentences without secrets; of any other only the name is said. */
export function sentenceOf(error: unknown): string {
  if (error instanceof MooringError) return error.message
  return error instanceof Error ? error.name : 'an unknown error'
}
