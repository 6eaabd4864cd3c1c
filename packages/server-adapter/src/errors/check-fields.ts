// Checks what came from outside against a schema of the contract.
import { mooringError } from './mooring-error.ts'

/** What a schema of the contract can do; zod itself is loaded with the first value to check. */
export interface Schema<T> {
  safeParse(value: unknown):
    | { readonly success: true; readonly data: T }
    | {
        readonly success: false
        readonly error: {
          readonly issues: readonly Issue[]
        }
      }
}

interface Issue {
  readonly path: readonly PropertyKey[]
  readonly message: string
  /** Names in the value that the schema does not have. */
  readonly keys?: readonly string[]
}

/** Fields that one problem names. */
const NAMED_MOST = 20

/** A name as people write it: what else was sent instead of it, a text or a token perhaps, is not repeated. */
const isName = (text: string): boolean => /^[a-z_][\w-]{0,39}$/i.test(text)

function fieldsOf({ path, message, keys }: Issue): { path: string; message: string }[] {
  const at = path.join('.')
  if (keys === undefined) return [{ path: at, message }]
  const named = keys.filter(isName).map((key) => [...path, key].join('.'))
  const unnamed = named.length < keys.length ? [{ path: at, message: 'has a field that is not known' }] : []
  return [...named.map((name) => ({ path: name, message: 'is not known' })), ...unnamed]
}

/** @throws MooringError `invalid_request`, naming each field */
export function checkFields<T>(schema: Schema<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw mooringError('invalid_request', 'The request is not valid.', {
    fields: parsed.error.issues.flatMap(fieldsOf).slice(0, NAMED_MOST),
  })
}
