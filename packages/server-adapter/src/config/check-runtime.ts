// What the adapter is to run on: an older Node would fail later, with an error that names neither Mooring nor the cause.
import { mooringError } from '../errors/mooring-error.ts'

/** The oldest Node, as `engines` of package.json has it. */
export const OLDEST_NODE = '22.13'

/** A process' own `process.versions`. */
export type Versions = Readonly<Record<string, string | undefined>>

/** Bun and Deno are not judged by the Node they say they are like. */
export function isTooOld({ node, bun, deno }: Versions): boolean {
  if (node === undefined || bun !== undefined || deno !== undefined) return false
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = OLDEST_NODE.split('.').map(Number)
  return major < leastMajor || (major === leastMajor && minor < leastMinor)
}

/** @throws MooringError `app_misconfigured` */
export function checkRuntime(versions: Versions): void {
  if (!isTooOld(versions)) return
  throw mooringError(
    'app_misconfigured',
    `createQuickBooksAdapter: this is Node ${versions.node}, which is too old. Run it on Node ${OLDEST_NODE} or newer.`,
  )
}
