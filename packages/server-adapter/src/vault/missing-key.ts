// What the log says of a key that is needed and not there.
import type { Logger } from '../platform/logger.ts'
import type { OnMissingKey } from './aes-gcm-vault.ts'
import type { SealContext } from './token-vault.ts'

const subjectOf = ({ tenantId, subjectId, field }: SealContext) =>
  field.startsWith('waiting') ? { tenantId, attemptId: subjectId } : { tenantId, connectionId: subjectId }

export const missingKeyTo =
  (logger: Logger): OnMissingKey =>
  (keyId, context) =>
    logger.error(
      { keyId, ...(context === null ? {} : subjectOf(context)) },
      'A stored secret is sealed with a key that this instance does not have. Add it to encryptionKeys, after the first.',
    )
