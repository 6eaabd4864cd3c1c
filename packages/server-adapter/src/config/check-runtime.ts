// What the adapter is to run on: an older Node would fail later, with an error that names neither Mooring nor the cause.
import { mooringError } from '../errors/mooring-error.ts'

/** The oldest Node, as `engines` of package.json has it. */
export const OLDEST_NODE = '22.13'

/**
 * Bun and Deno are not judged by the Node they say they are like.
 * @param versions the process' own
 * @throws MooringError `app_misconfigured`
 */
export function checkRuntime({ node, bun, deno }: Readonly<Record<string, string | undefined>>): void {
  if (node === undefined || bun !== undefined || deno !== undefined) return
  const [major = 0, minor = 0] = node.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = OLDEST_NODE.split('.').map(Number)
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return
  throw mooringError(
    'app_misconfigured',
    `createQuickBooksAdapter: this is Node ${node}, which is too old. Run it on Node ${OLDEST_NODE} or newer.`,
  )
}
