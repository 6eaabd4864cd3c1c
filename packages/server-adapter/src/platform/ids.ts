// Chance: identifiers and secrets.
import { createHash, randomBytes } from 'node:crypto'

/** Prefixes say what an id names. */
export type IdPrefix = 'con' | 'att' | 'evt' | 'his' | 'run' | 'ref' | 'own' | 'wri' | 'tkb' | 'lnk'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id: the prefix and 100 random bits, in letters that can be read aloud. */
export function newId(prefix: IdPrefix): string {
  let id = ''
  for (const byte of randomBytes(20)) id += ALPHABET[byte & 31]
  return `${prefix}_${id}`
}

/** Whether a text can be such an id at all. */
export const isId = (prefix: IdPrefix, text: string): boolean =>
  text.startsWith(`${prefix}_`) && /^[0-9a-z]{1,40}$/.test(text.slice(prefix.length + 1))

/** Longer ids are none: a row is found by them, and Postgres indexes no more than 2,704 bytes. */
export const HOST_ID_MOST = 255

/** Whether the host's id of a tenant or a person is one that every store returns letter by letter. */
export const isHostId = (value: unknown): value is string =>
  typeof value === 'string' &&
  value !== '' &&
  value.length <= HOST_ID_MOST &&
  value.isWellFormed() &&
  !value.includes('\0')

/** A secret of 256 random bits, in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** SHA-256 of a text, in hex: how state, cookie and ticket secrets are stored. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
