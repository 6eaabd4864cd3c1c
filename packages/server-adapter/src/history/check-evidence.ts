// Checks an exported history with nothing but the file: pure, but for the hashes and the signature.

import { readPublicKey, type Verifier } from '../signatures/signing-key.ts'
import type { HistoryRecord } from '../stores/records.ts'
import { type EvidenceFile, recordOf, signedText } from './evidence-file.ts'
import { type ChainFault, faultIn, GENESIS } from './history-chain.ts'

/** One thing that was checked, or was not. */
export interface EvidenceCheck {
  readonly check: 'chain' | 'people' | 'end' | 'signature' | 'earlier'
  readonly outcome: 'passed' | 'failed' | 'not_checked'
  /** A sentence. */
  readonly said: string
}

export interface EvidenceReport {
  /** No check failed. */
  readonly valid: boolean
  readonly tenantId: string
  readonly connectionId: string
  readonly exportedAt: string
  /** How many are in the file. */
  readonly entries: number
  /** The number of the first entry at fault, or that is missing. */
  readonly brokenAt: number | null
  readonly checks: readonly EvidenceCheck[]
}

export interface EvidenceTerms {
  /** The host's key, had from the host and not from the file. */
  readonly key: Verifier | null
  /** An older export of the same history. */
  readonly earlier: EvidenceFile | null
  /** The key that the older export must be signed with. Default: `key`. */
  readonly earlierKey?: Verifier | null
}

interface Outcome extends EvidenceCheck {
  readonly brokenAt?: number
}

const passed = (check: EvidenceCheck['check'], said: string): Outcome => ({ check, outcome: 'passed', said })
const unchecked = (check: EvidenceCheck['check'], said: string): Outcome => ({
  check,
  outcome: 'not_checked',
  said,
})
const failed = (check: EvidenceCheck['check'], said: string, brokenAt?: number): Outcome => ({
  check,
  outcome: 'failed',
  said,
  ...(brokenAt === undefined ? {} : { brokenAt }),
})

const counted = (count: number): string => (count === 1 ? '1 entry' : `${count} entries`)

/** Every check of a file. The first failure, in the order of the entries, is `brokenAt`. */
export function checkEvidence(
  file: EvidenceFile,
  { key, earlier, earlierKey = key }: EvidenceTerms,
): EvidenceReport {
  const records = file.entries.map((entry) => recordOf(entry, file))
  const chain = chainCheck(records)
  const outcomes = [
    chain,
    peopleCheck(records, chain),
    endCheck(file, records, chain),
    signatureCheck(file, key),
    ...(earlier === null ? [] : [earlierCheck(file, records, { earlier, key: earlierKey })]),
  ]
  const broken = outcomes.flatMap(({ brokenAt }) => brokenAt ?? [])
  return {
    valid: outcomes.every(({ outcome }) => outcome !== 'failed'),
    tenantId: file.tenantId,
    connectionId: file.connectionId,
    exportedAt: file.exportedAt,
    entries: records.length,
    brokenAt: broken.length === 0 ? null : Math.min(...broken),
    checks: outcomes.map(({ check, outcome, said }) => ({ check, outcome, said })),
  }
}

const FAULTS: Readonly<Record<ChainFault, string>> = {
  order: 'does not follow from the one before it: an entry was removed, added or moved here',
  person: 'does not say who did it, or its details, as they were when it was written',
  content: 'does not say what it said when it was written',
}

type Records = readonly (HistoryRecord | null)[]

function chainCheck(records: Records): Outcome {
  let previous: HistoryRecord | null = null
  for (const [index, record] of records.entries()) {
    const number = index + 1
    if (record === null)
      return failed('chain', `Entry ${number} is damaged: it lacks what its hash is made of.`, number)
    const fault = faultIn(record, previous)
    if (fault !== null)
      return failed('chain', `Entry ${number} (${record.type}) ${FAULTS[fault]}. ${before(index)}`, number)
    previous = record
  }
  if (records.length === 0) return passed('chain', 'The file has no entry, so that none was changed.')
  return passed(
    'chain',
    `${counted(records.length)}: each says what it said when it was written, and follows from the one before it.`,
  )
}

const before = (count: number): string =>
  count === 0 ? 'It is the first.' : `The ${counted(count)} before it are as they were written.`

function peopleCheck(records: Records, chain: Outcome): Outcome {
  if (chain.outcome === 'failed')
    return unchecked('people', 'Who did what was not checked beyond the entry at fault.')
  const erased = records.filter((record) => record?.salt === null).length
  if (erased === 0) return passed('people', 'Who did what, with its details, is as it was written.')
  return unchecked(
    'people',
    `Of ${counted(erased)} the people and details were erased, as happens when a tenant is forgotten. What happened, and when, is proven; who did it is not.`,
  )
}

function endCheck({ head }: EvidenceFile, records: Records, chain: Outcome): Outcome {
  const missing = head.entries - records.length
  if (missing > 0)
    return failed(
      'end',
      `The end was cut off: the export had ${counted(head.entries)}, and the file has ${records.length}.`,
      records.length + 1,
    )
  if (missing < 0)
    return failed(
      'end',
      `Something was added: the export had ${counted(head.entries)}, and the file has ${records.length}.`,
      head.entries + 1,
    )
  if (chain.outcome === 'failed')
    return unchecked('end', 'The end was not checked: the chain breaks before it.')
  if ((records.at(-1)?.hash ?? GENESIS) !== head.hash)
    return failed('end', 'The last entry is not the one that the export ended with.', head.entries || 1)
  return passed('end', 'It ends with the entry that the export ended with: nothing was cut off.')
}

const UNSIGNED =
  'The export is not signed. A change by accident shows, but a person who can change the file can also make its hashes anew.'

function signatureCheck(file: EvidenceFile, key: Verifier | null): Outcome {
  const { signature } = file
  if (signature === null)
    return key === null
      ? unchecked('signature', UNSIGNED)
      : failed('signature', `${UNSIGNED} A key was given, so that a signature was expected.`)
  const text = signedText(file, file.head)
  if (key !== null) {
    if (key.fits(text, signature.value))
      return passed('signature', `Signed with the key that was given (${key.keyId}).`)
    return failed(
      'signature',
      key.keyId === signature.keyId
        ? 'The signature does not fit: what it was made over was changed.'
        : `The signature is not of the key that was given (${key.keyId}).`,
    )
  }
  const named = readPublicKey(signature.publicKey)
  if (named === null || !named.fits(text, signature.value))
    return failed('signature', 'The signature does not fit: what it was made over was changed.')
  return unchecked(
    'signature',
    `The signature fits the key that the file names (${named.keyId}). Whose key that is was not checked: get the public key from the host, and give it.`,
  )
}

function earlierCheck(
  file: EvidenceFile,
  records: Records,
  { earlier, key }: { earlier: EvidenceFile; key: Verifier | null },
): Outcome {
  const { head } = earlier
  if (!checkEvidence(earlier, { key, earlier: null }).valid)
    return failed('earlier', 'The earlier export is not intact itself: check it by itself to see why.')
  if (file.tenantId !== earlier.tenantId || file.connectionId !== earlier.connectionId)
    return failed('earlier', `The earlier export is of another history: ${earlier.connectionId}.`)
  if (records.length < head.entries)
    return failed(
      'earlier',
      `The end was cut off: the export of ${earlier.exportedAt} had ${counted(head.entries)}, and there are ${records.length} now.`,
      records.length + 1,
    )
  const same = head.entries === 0 || records[head.entries - 1]?.hash === head.hash
  if (same) return passed('earlier', `It goes on from the export of ${earlier.exportedAt} without a change.`)
  const hashes = earlier.entries.map((entry) => recordOf(entry, earlier)?.hash)
  const index = hashes.findIndex((hash, each) => hash !== records[each]?.hash)
  const number = (index === -1 ? head.entries - 1 : index) + 1
  return failed('earlier', `Entry ${number} is not the one of the export of ${earlier.exportedAt}.`, number)
}
