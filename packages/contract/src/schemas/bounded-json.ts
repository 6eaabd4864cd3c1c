// Limits of JSON that a caller brings and that is stored unchanged: how large and how deep it may be.

/** The deepest such JSON may be nested: what reads it may follow it level by level. */
export const JSON_DEPTH = 64

export const jsonBytes = (value: unknown): number =>
  new TextEncoder().encode(JSON.stringify(value)).byteLength

/** Level by level, so that no nesting is too deep to be measured. */
export function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth <= JSON_DEPTH; depth++) {
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []))
    if (level.length === 0) return true
  }
  return false
}
