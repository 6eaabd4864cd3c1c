// Every command but `migrate`, in the order of the help.
import type { Command } from './command.ts'
import { campaignEnd, campaignProgress, campaignStart } from './commands/campaign.ts'
import { completion } from './commands/completion.ts'
import { doctor } from './commands/doctor.ts'
import { eventsRetry, eventsSkip } from './commands/events.ts'
import { explain } from './commands/explain.ts'
import { find } from './commands/find.ts'
import { forgetTenant } from './commands/forget-tenant.ts'
import { historyVerify } from './commands/history-verify.ts'
import { init } from './commands/init.ts'
import { keysNew } from './commands/keys-new.ts'
import { renew } from './commands/renew.ts'
import { rotateKeys } from './commands/rotate-keys.ts'
import { status } from './commands/status.ts'
import { verifyAll } from './commands/verify-all.ts'

export const COMMANDS: readonly Command[] = [
  init,
  status,
  doctor,
  find,
  explain,
  renew,
  verifyAll,
  eventsRetry,
  eventsSkip,
  campaignStart,
  campaignProgress,
  campaignEnd,
  historyVerify,
  keysNew,
  rotateKeys,
  forgetTenant,
  completion,
]
