// The way to a working connection as four steps, derived from its checks.
import type { Readiness, ReadinessCheck } from '@mooring/contract'

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
