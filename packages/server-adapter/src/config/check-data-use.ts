// What the host says of its use of the data, checked.
import { checkParts, checkText, checkTexts, wrong } from './option-checks.ts'
import type { DataUse } from './options.ts'

/** @throws MooringError `app_misconfigured` */
export function checkDataUse(given: DataUse | undefined): DataUse | null {
  if (given === undefined) return null
  const { reads, writes, retention, policyUrl } = checkParts('dataUse', given)
  for (const [name, list] of Object.entries({ reads, writes }))
    if (!Array.isArray(list))
      throw wrong(`dataUse.${name}`, 'is not a list', 'Give texts, or [] for nothing.')
  const policy = checkText('dataUse.policyUrl', policyUrl)
  if (policy !== null && !/^https?:\/\//.test(policy))
    throw wrong('dataUse.policyUrl', 'is not an address of the web', 'Give it in full, with https://.')
  const retentionText = checkText('dataUse.retention', retention)
  return {
    reads: [...checkTexts('dataUse.reads', reads)],
    writes: [...checkTexts('dataUse.writes', writes)],
    ...(retentionText === null ? {} : { retention: retentionText }),
    ...(policy === null ? {} : { policyUrl: policy }),
  }
}
