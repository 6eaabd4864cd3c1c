// Every command, in the order of the help.
import type { Definition } from './command.ts'
import { campaignEnd } from './commands/campaign-end.ts'
import { campaignProgress } from './commands/campaign-progress.ts'
import { campaignStart } from './commands/campaign-start.ts'
import { completion } from './commands/completion.ts'
import { doctor } from './commands/doctor.ts'
import { eventsRetry } from './commands/events-retry.ts'
import { eventsSkip } from './commands/events-skip.ts'
import { explain } from './commands/explain.ts'
import { find } from './commands/find.ts'
import { forgetTenant } from './commands/forget-tenant.ts'
import { historyExport } from './commands/history-export.ts'
import { historyVerify } from './commands/history-verify.ts'
import { init } from './commands/init.ts'
import { keysNew } from './commands/keys-new.ts'
import { keysPublic } from './commands/keys-public.ts'
import { migrate } from './commands/migrate.ts'
import { quota } from './commands/quota.ts'
import { renew } from './commands/renew.ts'
import { rotateKeys } from './commands/rotate-keys.ts'
import { status } from './commands/status.ts'
import { verifyAll } from './commands/verify-all.ts'

export const COMMANDS: readonly Definition[] = [
  init,
  status,
  doctor,
  find,
  explain,
  quota,
  renew,
  verifyAll,
  eventsRetry,
  eventsSkip,
  campaignStart,
  campaignProgress,
  campaignEnd,
  historyVerify,
  historyExport,
  keysNew,
  keysPublic,
  rotateKeys,
  forgetTenant,
  migrate,
  completion,
]
