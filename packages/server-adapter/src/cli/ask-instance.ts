// Asks the running instance whether it is ready.
import { WrongUse } from './command.ts'

export interface Asked {
  readonly url: string
  /** null: nothing answers, or something else than Mooring. */
  readonly ready: boolean | null
  /** The answer's status; null where nothing answers. */
  readonly httpStatus: number | null
}

/** How long an instance may take to answer, ms. */
const PATIENCE_MS = 10_000

/** @param mount the address of its routes: the redirect URI without `/callback` @throws WrongUse */
export function probeAddress(mount: string, probe: 'ready' | 'live'): string {
  if (!/^https?:$/.test(URL.parse(mount)?.protocol ?? ''))
    throw new WrongUse(`--url: "${mount}" is not an address such as https://app.example.com/api/quickbooks.`)
  const base = mount.replace(/\/+$/, '').replace(/\/operations\/ready$/, '')
  return `${base}/operations/${probe}`
}

export async function askInstance(mount: string, probe: 'ready' | 'live'): Promise<Asked> {
  const url = probeAddress(mount, probe)
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) })
    const body: unknown = await answer.json().catch(() => null)
    return { url, httpStatus: answer.status, ready: flagIn(body, probe) }
  } catch {
    return { url, httpStatus: null, ready: null }
  }
}

function flagIn(body: unknown, name: string): boolean | null {
  if (typeof body !== 'object' || body === null) return null
  const value: unknown = Reflect.get(body, name)
  return typeof value === 'boolean' ? value : null
}

export function describeAnswer({ url, httpStatus, ready }: Asked): string {
  if (ready !== null) return `${ready ? 'ready' : 'not ready'}, says ${url}`
  if (httpStatus === null) return `no running instance answers at ${url}`
  return `what answers at ${url} is not Mooring (status ${httpStatus})`
}
