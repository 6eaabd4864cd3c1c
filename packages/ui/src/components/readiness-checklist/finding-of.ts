// What a check has found, and what to do about it.
import type { ReadinessCheck } from '@mooring/contract'
import type { Findings } from '../../messages/told.ts'

type Finding = Pick<ReadinessCheck, 'detail'> & { readonly fix?: string | null | undefined }

/** In the language's own words where it has some: in English, and for a host's own checks, as the adapter tells it. */
export function findingOf(check: ReadinessCheck, findings: Partial<Findings>): Finding {
  const own: Readonly<Record<string, Finding | undefined>> = findings
  const name = `${check.id}.${check.status}`
  return (Object.hasOwn(own, name) ? own[name] : undefined) ?? check
}
