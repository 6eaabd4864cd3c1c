// Who may see the operators' board: people of the host's own staff, as the host's `operators` says.
import type { Operator } from '@mooring/contract'
import { IDENTIFY_DEADLINE_MS } from '../config/defaults.ts'
import type { OperatorIdentity } from '../config/options.ts'
import { HostFault, mooringError, problemOf } from '../errors/mooring-error.ts'
import { SECOND } from '../platform/clock.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { displayText } from '../platform/display-text.ts'
import { HOST_ID_MOST, isHostId } from '../platform/ids.ts'

/** Asks the host. */
export type AskOperator = () => Promise<OperatorIdentity | null> | OperatorIdentity | null

const NAME_MOST = 255

const late = () => new Error(`operators did not answer within ${IDENTIFY_DEADLINE_MS / SECOND} s.`)

/** @throws TypeError that names the field, without its value */
function read(answer: unknown): Operator {
  const { id, displayName } = answer as Record<string, unknown>
  if (!isHostId(id))
    throw new TypeError(
      `operators answered with an "id" that is not an id: a text of 1 to ${HOST_ID_MOST} letters.`,
    )
  const hasName = displayName !== undefined && displayName !== null
  if (hasName && typeof displayName !== 'string')
    throw new TypeError('operators answered with a "displayName" that is not a text.')
  return { id, displayName: hasName ? displayText(displayName, NAME_MOST) : null }
}

/**
 * @throws MooringError `not_authenticated` where the host says that this is no operator; HostFault `identity_unavailable` where
 *   it throws, takes over 5 s, or answers nonsense
 */
export async function requireOperator(ask: AskOperator): Promise<Operator> {
  const asked = (async () => {
    const answer: unknown = await ask()
    return answer ? read(answer) : null
  })()
  const operator = await withinDeadline(asked, IDENTIFY_DEADLINE_MS, late).catch((thrown: unknown) => {
    const sentence = 'Your sign-in could not be checked just now. Please try again.'
    throw new HostFault(problemOf('identity_unavailable', sentence), thrown)
  })
  if (operator === null) throw mooringError('not_authenticated', 'Please sign in as an operator first.')
  return operator
}
