// The shape of a history that is exported as evidence, and how a file is read as one.
import type { HistoryEntry } from '@mooring/contract'
import type { EvidenceSignature } from '../signatures/signing-key.ts'
import type { HistoryRecord } from '../stores/records.ts'

export const EVIDENCE_FORMAT = 'mooring.history'
export const EVIDENCE_VERSION = 1

/** An entry with what its hash is made of. */
export interface EvidenceEntry extends HistoryEntry {
  /** 1, 2, 3 … within the connection. */
  readonly entry: number
  /** Hashed with `actor` and `data`; null where these were erased with their tenant. */
  readonly salt: string | null
  readonly personalDigest: string
  readonly previousHash: string
}

/** Where the chain ended when it was exported. */
export interface EvidenceHead {
  readonly entries: number
  readonly hash: string
}

export interface EvidenceTitle {
  readonly format: typeof EVIDENCE_FORMAT
  readonly version: typeof EVIDENCE_VERSION
  /** RFC 3339, UTC. */
  readonly exportedAt: string
  readonly tenantId: string
  readonly connectionId: string
}

export interface EvidenceFile extends EvidenceTitle {
  /** Oldest first. Unchecked: a forged file may have anything here. */
  readonly entries: readonly unknown[]
  readonly head: EvidenceHead
  /** null where the host has no signing key. */
  readonly signature: EvidenceSignature | null
}

/** What is signed: which history it is, when it was exported, and where it ended. */
export const signedText = (title: EvidenceTitle, head: EvidenceHead): string =>
  JSON.stringify([
    title.format,
    title.version,
    title.exportedAt,
    title.tenantId,
    title.connectionId,
    head.entries,
    head.hash,
  ])

/** The file can't be checked at all: its sentence says why. */
export class NotEvidence extends Error {
  override readonly name = 'NotEvidence'
}

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown): value is string => typeof value === 'string'
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0
const isTime = (value: unknown): value is string => isText(value) && !Number.isNaN(Date.parse(value))

/** @throws NotEvidence */
export function readEvidence(text: string): EvidenceFile {
  const file = parsed(text)
  if (Array.isArray(file))
    throw new NotEvidence(
      'is a plain JSON export: it has no salts and no end, so that its chain can’t be checked. Export the history as "evidence".',
    )
  if (!isObject(file) || file.format !== EVIDENCE_FORMAT)
    throw new NotEvidence('is no history that was exported as evidence.')
  if (file.version !== EVIDENCE_VERSION)
    throw new NotEvidence(
      `has version ${JSON.stringify(file.version) ?? 'none'} of the format, and this command reads version ${EVIDENCE_VERSION}. Use the version of @mooring/server-adapter that it was exported with, or a newer one.`,
    )
  const { head, signature, entries } = file
  const whole =
    isTime(file.exportedAt) && isText(file.tenantId) && isText(file.connectionId) && Array.isArray(entries)
  if (!whole || !isHead(head) || !(signature === null || isSignature(signature)))
    throw new NotEvidence(
      'is damaged: it lacks a part that every export as evidence has. Export the history again.',
    )
  return { ...(file as unknown as EvidenceTitle), entries: entries as unknown[], head, signature }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new NotEvidence('is no JSON, or was cut off: an export is read whole or not at all.')
  }
}

const isHead = (head: unknown): head is EvidenceHead =>
  isObject(head) && isCount(head.entries) && isText(head.hash)

const isSignature = (signature: unknown): signature is EvidenceSignature =>
  isObject(signature) &&
  signature.algorithm === 'Ed25519' &&
  [signature.keyId, signature.publicKey, signature.value].every(isText)

const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)

/** An entry of the file as the repository has it; null where it lacks something that its hash is made of. */
export function recordOf(
  entry: unknown,
  { tenantId, connectionId }: Pick<EvidenceTitle, 'tenantId' | 'connectionId'>,
): HistoryRecord | null {
  if (!isObject(entry)) return null
  const whole =
    [entry.id, entry.type, entry.outcome, entry.hash, entry.personalDigest, entry.previousHash].every(
      isText,
    ) &&
    [entry.code, entry.intuitTid, entry.salt].every(isTextOrNull) &&
    isTime(entry.at) &&
    isCount(entry.entry) &&
    isObject(entry.data) &&
    (entry.actor === null || isObject(entry.actor))
  if (!whole) return null
  const at = Date.parse(String(entry.at))
  return { ...(entry as unknown as HistoryRecord), at, tenantId, connectionId }
}
