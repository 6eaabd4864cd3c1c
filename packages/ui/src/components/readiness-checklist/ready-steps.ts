// The way to a working connection as four steps, derived from its checks, and what each check has found.
import type { Readiness, ReadinessCheck } from '@mooring/contract'
import type { Findings } from '@mooring/messages/told'

type CheckState = ReadinessCheck['status']

export type ReadyStep = 'auth' | 'callback' | 'verify' | 'connect'

/** Which checks a step waits for; the last one waits for all. */
const NEEDS: Record<ReadyStep, readonly string[] | null> = {
  auth: ['configuration', 'refresh_token'],
  callback: ['callback'],
  verify: ['access_token', 'company'],
  connect: null,
}

const STEPS: readonly ReadyStep[] = ['auth', 'callback', 'verify', 'connect']

/** The worst of several; nothing at all is not known. */
function worst(states: readonly CheckState[]): CheckState {
  if (states.includes('failed')) return 'failed'
  return states.length === 0 || states.includes('unknown') ? 'unknown' : 'passed'
}

/** The four steps in their order, each as good as the worst of its checks. */
export const readySteps = ({ checks }: Readiness): { step: ReadyStep; state: CheckState }[] =>
  STEPS.map((step) => {
    const needs = NEEDS[step]
    const own = needs === null ? checks : checks.filter(({ id }) => needs.includes(id))
    return { step, state: worst(own.map(({ status }) => status)) }
  })

type Finding = Pick<ReadinessCheck, 'detail'> & { readonly fix?: string | null | undefined }

/** In the language's own words where it has some: in English, and for a host's own checks, as the adapter sends it. */
export function findingOf(check: ReadinessCheck, findings: Partial<Findings>): Finding {
  const own: Readonly<Record<string, Finding | undefined>> = findings
  const name = `${check.id}.${check.status}`
  return (Object.hasOwn(own, name) ? own[name] : undefined) ?? check
}
