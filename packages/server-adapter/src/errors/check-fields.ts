// Holds what came from outside against a schema of the contract.
import { mooringError } from './mooring-error.ts'

/** What a schema of the contract can do; zod itself is loaded with the first value to check. */
export interface Schema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false
        readonly error: {
          readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
        }
      }
}

/** @throws MooringError `invalid_request`, naming each field */
export function checkFields<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw mooringError('invalid_request', 'The request is not valid.', {
    fields: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })),
  })
}
