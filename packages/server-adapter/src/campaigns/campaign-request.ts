// What an operator asks of a campaign, checked.

import { mooringError } from '../errors/mooring-error.ts'
import type { CampaignRecord, CampaignSelection } from '../stores/campaigns.ts'

/** Why everybody has to authorize anew. */
export type CampaignWhy = CampaignRecord['why']

/** Which connections: all that every given field names; with none, all that are not disconnected. */
export interface CampaignSelect {
  /** Last authorized by a person before this moment. RFC 3339. */
  readonly connectedBefore?: string
  /** Whose last consent did not cover this scope. Where it is not known (tokens that were taken over), it counts as missing. */
  readonly missingScope?: string
  /** Whose five years end before this moment. RFC 3339. */
  readonly hardExpiryBefore?: string
}

/** What `campaigns.start` takes. */
export interface CampaignRequest {
  /** The operator's own name for it: letters, digits, `.`, `_` and `-`, at most 64. */
  readonly id: string
  readonly why: CampaignWhy
  /** A note for the people who operate the product, at most 500 characters. */
  readonly text?: string
  /** From then on the tokens of a connection that was asked are no longer handed out. RFC 3339. */
  readonly deadline: string
  readonly select: CampaignSelect
  /** How many connections are asked in a UTC day, the nearest to their end first. Default: all at once. */
  readonly perDay?: number
}

/** The part of a campaign that was asked for. Times in ms. */
export type CheckedCampaign = Pick<
  CampaignRecord,
  'id' | 'why' | 'text' | 'deadline' | 'selection' | 'perDay'
>

const WHYS: readonly CampaignWhy[] = ['scopes', 'keys', 'hard_expiry', 'other']
const FIELDS = ['id', 'why', 'text', 'deadline', 'select', 'perDay']
const SELECT_FIELDS = ['connectedBefore', 'missingScope', 'hardExpiryBefore']
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

interface Fault {
  readonly path: string
  readonly message: string
}

const timeOf = (value: unknown): number | null =>
  typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))
    ? Date.parse(value)
    : null

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unknownFields = (value: object, known: readonly string[], within = ''): Fault[] =>
  Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({ path: `${within}${name}`, message: `is no field; there are: ${known.join(', ')}` }))

function selectFaults(select: unknown): Fault[] {
  if (!isObject(select))
    return [{ path: 'select', message: `must be an object of ${SELECT_FIELDS.join(', ')}` }]
  const faults = unknownFields(select, SELECT_FIELDS, 'select.')
  for (const name of ['connectedBefore', 'hardExpiryBefore']) {
    if (select[name] !== undefined && timeOf(select[name]) === null)
      faults.push({ path: `select.${name}`, message: 'must be RFC 3339' })
  }
  const { missingScope } = select
  if (missingScope !== undefined && !(isText(missingScope, 200) && /^\S+$/.test(missingScope)))
    faults.push({
      path: 'select.missingScope',
      message: 'must be one scope, such as com.intuit.quickbooks.payment',
    })
  return faults
}

function faultsOf(request: Record<string, unknown>): Fault[] {
  const { id, why, text, deadline, select, perDay } = request
  const faults = unknownFields(request, FIELDS)
  const check = (path: string, isGood: boolean, message: string) => {
    if (!isGood) faults.push({ path, message })
  }
  check('id', isText(id, 64) && /^[\w.-]+$/.test(id), 'must be at most 64 letters, digits, ".", "_" or "-"')
  check('why', (WHYS as unknown[]).includes(why), `must be one of ${WHYS.join(', ')}`)
  check('text', text === undefined || isText(text, 500), 'must be text of at most 500 characters')
  check('deadline', timeOf(deadline) !== null, 'must be RFC 3339')
  const isCount = Number.isSafeInteger(perDay) && Number(perDay) > 0
  check('perDay', perDay === undefined || isCount, 'must be a whole number of 1 or more')
  return [...faults, ...selectFaults(select)]
}

const selectionOf = ({
  connectedBefore,
  missingScope,
  hardExpiryBefore,
}: CampaignSelect): CampaignSelection => ({
  ...(connectedBefore === undefined ? {} : { connectedBefore: Date.parse(connectedBefore) }),
  ...(missingScope === undefined ? {} : { missingScope }),
  ...(hardExpiryBefore === undefined ? {} : { hardExpiryBefore: Date.parse(hardExpiryBefore) }),
})

/** @throws MooringError `invalid_request`, naming each field */
export function checkCampaign(request: CampaignRequest): CheckedCampaign {
  const fields = isObject(request) ? faultsOf({ ...request }) : [{ path: '', message: 'must be an object' }]
  if (fields.length > 0) throw mooringError('invalid_request', 'The campaign is not valid.', { fields })
  const { id, why, text = null, deadline, select, perDay = null } = request
  return { id, why, text, deadline: Date.parse(deadline), selection: selectionOf(select), perDay }
}

/** Whether both ask for the same. */
export const isSameCampaign = (one: CheckedCampaign, other: CheckedCampaign): boolean =>
  one.why === other.why &&
  one.text === other.text &&
  one.deadline === other.deadline &&
  one.perDay === other.perDay &&
  one.selection.connectedBefore === other.selection.connectedBefore &&
  one.selection.missingScope === other.selection.missingScope &&
  one.selection.hardExpiryBefore === other.selection.hardExpiryBefore
