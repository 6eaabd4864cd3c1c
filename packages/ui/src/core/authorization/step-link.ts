// A link of a host's mail into one step of a connection, as the page's address brought it.
import { LINK_PARAMS, LINKED_STEPS, type LinkedStep } from '@mooring/contract'

export interface StepLink {
  readonly connectionId: string
  readonly step: LinkedStep
}

const isStep = (step: string | null): step is LinkedStep => LINKED_STEPS.some((known) => known === step)

/** @returns what the page's address asks to open; null for nothing that is known */
export function readStepLink(): StepLink | null {
  const { searchParams } = new URL(location.href)
  const [connectionId, step] = [searchParams.get(LINK_PARAMS.connection), searchParams.get(LINK_PARAMS.step)]
  return connectionId && isStep(step) ? { connectionId, step } : null
}

/** Takes it out of the address, so that a reload or a bookmark doesn't open it again. */
export function dropStepLink(): void {
  const address = new URL(location.href)
  for (const name of Object.values(LINK_PARAMS)) address.searchParams.delete(name)
  history.replaceState(history.state, '', address)
}
