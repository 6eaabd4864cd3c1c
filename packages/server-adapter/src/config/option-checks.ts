// What options are checked for, whichever they are: each failure names the option, what is wrong and how to fix it.
import { mooringError } from '../errors/mooring-error.ts'

/** A wrong option, as the error it is thrown as. */
export function wrong(option: string, what: string, fix: string): Error {
  return mooringError('app_misconfigured', `createQuickBooksAdapter: option "${option}" ${what}. ${fix}`)
}

const LEAVE_OUT = 'Correct it or leave it out.'

export function checkFunction<T>(option: string, value: T | undefined): T | undefined {
  if (value === undefined || typeof value === 'function') return value
  throw wrong(option, 'is not a function', 'Pass a function or leave it out.')
}

export function checkText(option: string, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' && value.trim() !== '') return value
  throw wrong(option, 'is not a text', LEAVE_OUT)
}

export function checkFlag(option: string, value: unknown, standard: boolean): boolean {
  if (value === undefined || value === null) return standard
  if (typeof value === 'boolean') return value
  throw wrong(option, 'is neither true nor false', LEAVE_OUT)
}

/** An object with named parts, or nothing. */
export function checkParts<T extends object>(option: string, value: T | undefined): Partial<T> {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw wrong(option, 'is not an object', LEAVE_OUT)
}

export function checkTexts(option: string, value: readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  const good = Array.isArray(value) && value.every((text) => typeof text === 'string' && text.trim() !== '')
  if (good) return value
  throw wrong(option, 'is not a list of texts', 'Pass a list, such as ["…"], without empty entries.')
}

export function oneOf<const T extends string>(
  option: string,
  given: unknown,
  choices: readonly T[],
): T | undefined {
  if (given === undefined || given === null) return undefined
  const found = choices.find((choice) => choice === given)
  if (found !== undefined) return found
  const listed = choices.map((choice) => `"${choice}"`).join(', ')
  throw wrong(option, `is not one of ${listed}`, LEAVE_OUT)
}

/** The origin of an address without path, or null. */
export function originOnly(value: unknown): string | null {
  if (typeof value !== 'string' || !URL.canParse(value)) return null
  const url = new URL(value)
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  return bare && /^https?:$/.test(url.protocol) && !url.hostname.includes('*') ? url.origin : null
}

export function originList(option: string, given: readonly string[]): string[] {
  if (!Array.isArray(given)) throw wrong(option, 'is not a list', 'Pass a list of origins.')
  return given.map((value) => {
    const origin = originOnly(value)
    if (origin !== null) return origin
    throw wrong(
      option,
      `has "${value}", which is not an origin`,
      'Give scheme, host and port; no wildcard, no path.',
    )
  })
}
