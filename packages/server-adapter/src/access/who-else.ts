// Who else has a permission that a caller lacks: so that a page names a person instead of showing a disabled button.
import type { AskableRight, ConnectionList } from '@mooring/contract'
import type { Config } from '../config/config.ts'
import { WHO_CAN_DEADLINE_MS } from '../config/defaults.ts'
import type { Identity, Person } from '../config/options.ts'
import { withinDeadline } from '../platform/deadline.ts'
import { displayText } from '../platform/display-text.ts'
import { wordlessFields } from '../platform/thrown.ts'
import { may } from './access.ts'

type WhoCan = NonNullable<ConnectionList['whoCan']>

const ASKABLE: readonly AskableRight[] = ['connect', 'reauthorize', 'disconnect']

/**
 * Asks the host for each right the caller lacks. A host that fails, or takes over a second, names no one: the page
 * goes on without.
 * @returns the people by right; empty where the host names no one
 */
export async function whoElse(
  { whoCan, logger }: Pick<Config, 'whoCan' | 'logger'>,
  caller: Identity,
): Promise<WhoCan> {
  if (whoCan === null) return {}
  const ask = async (right: AskableRight): Promise<[AskableRight, Person[]] | null> => {
    const asked = (async () => (await whoCan(caller.tenantId, right)).flatMap(shown))()
    try {
      return [right, await withinDeadline(asked, WHO_CAN_DEADLINE_MS, () => new Error('whoCan is late'))]
    } catch (error) {
      logger.warn({ tenantId: caller.tenantId, right, ...wordlessFields(error) }, 'whoCan failed')
      return null
    }
  }
  const lacking = ASKABLE.filter((right) => !may(caller, right))
  const answers = await Promise.all(lacking.map(ask))
  return Object.fromEntries(answers.filter((answer) => answer !== null))
}

/** Code points of a name, and of what leads to a person, that are shown. */
const TEXT_MOST = 255

/** What of a person goes to a browser, whatever else the host's record has; null where there is no name. */
function shown({ displayName, contact }: Person): Person[] {
  const name = displayText(displayName, TEXT_MOST)
  const way = displayText(contact, TEXT_MOST)
  return name === null ? [] : [{ displayName: name, ...(way === null ? {} : { contact: way }) }]
}
