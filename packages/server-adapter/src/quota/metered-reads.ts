// Which answered calls Intuit counts against the plan. Pure.

/**
 * Paths under a company that are reads whatever their method. Intuit: writes are "Core" and free; reads are "CorePlus" and metered:
 * every GET, all of `/query`, `/cdc`, `/batch` and the reports (App Partner Program, 2025).
 */
const ALWAYS_READS: readonly string[] = ['query', 'cdc', 'batch', 'reports']

/**
 * Whether a call counts. Intuit does not count what it refused (anything but 2xx), nor its OAuth endpoints.
 * @param path under the company, beginning with `/`
 */
export function isMeteredRead(method: string, path: string, status: number): boolean {
  if (status < 200 || status > 299) return false
  if (method.toUpperCase() === 'GET') return true
  const [first = ''] = path.slice(1).split(/[/?]/)
  return ALWAYS_READS.includes(first.toLowerCase())
}
