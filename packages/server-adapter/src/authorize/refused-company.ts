// What an attempt ends with whose company is refused.
import type { Problem } from '@mooring/contract'
import type { CompanyDecision } from '../connection/company-rules.ts'
import { problemOf } from '../errors/mooring-error.ts'
import type { CompanyInfo } from '../gateway/intuit-gateway.ts'

/** A decision by which nothing is stored. */
export type Refusal = Exclude<CompanyDecision, { kind: 'renew' | 'reconnect' | 'create' | 'replace' }>

/**
 * The problem that people read; two companies of one name are distinguished by the last four digits of their ids.
 * @param last4 those of the company that was chosen
 */
export function refusalOf(decision: Refusal, company: CompanyInfo, last4: string): Problem {
  const name = company.name ?? 'the company you chose'
  switch (decision.kind) {
    case 'company_mismatch': {
      const { target } = decision
      const known = target.companyName ?? 'the connected company'
      const isShared = known.trim().toLowerCase() === name.trim().toLowerCase()
      const apart = (text: string, id: string) => (isShared ? `${text} (•••• ${id})` : text)
      const expected = apart(known, target.realmLast4)
      const authorized = apart(name, last4)
      return problemOf(
        'company_mismatch',
        `This connection belongs to ${expected}, but ${authorized} was chosen at QuickBooks. Nothing was changed.`,
        { expectedCompany: expected, authorizedCompany: authorized },
      )
    }
    case 'company_in_use':
      return problemOf(
        'company_in_use',
        'This company is already connected to another account. Nothing was changed.',
      )
    case 'already_connected':
      return problemOf(
        'already_connected',
        'Another company is connected already. Disconnect it first, or switch companies on purpose.',
      )
    case 'forbidden':
      return forbiddenProblem()
  }
}

/** Of a company that is connected, or was, for a person who may not renew it. */
export const forbiddenProblem = (): Problem =>
  problemOf(
    'forbidden',
    'You are not allowed to re-authorize or reconnect this company. Nothing was changed.',
  )
