// Options of stores that are not known: refused, with the nearest that is.
import { unknownName } from '../platform/known-names.ts'

/** @throws TypeError naming the option and the nearest that is known */
export function refuseUnknown(store: string, options: unknown, known: Readonly<Record<string, true>>): void {
  const unknown = unknownName(options, known)
  if (unknown === null) return
  throw new TypeError(`${store}: "${unknown.name}" is not known. ${unknown.fix}`)
}
