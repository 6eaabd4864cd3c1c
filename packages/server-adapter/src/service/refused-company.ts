// What an attempt ends with whose company is refused.
import type { Problem } from '@mooring/contract'
import type { CompanyInfo } from '../gateway/intuit-gateway.ts'
import type { CompanyDecision } from './company-rules.ts'
import { problemOf } from './mooring-error.ts'

/** A decision by which nothing is stored. */
export type Refusal = Exclude<CompanyDecision, { kind: 'renew' | 'reconnect' | 'create' | 'replace' }>

/** The problem that people read. */
export function refusalOf(decision: Refusal, company: CompanyInfo): Problem {
  const name = company.name ?? 'the company you chose'
  switch (decision.kind) {
    case 'company_mismatch': {
      const expected = decision.target.companyName ?? 'the connected company'
      return problemOf(
        'company_mismatch',
        `This connection belongs to ${expected}, but ${name} was chosen at QuickBooks. Nothing was changed.`,
        { expectedCompany: expected, authorizedCompany: name },
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
      return problemOf(
        'forbidden',
        'You are not allowed to re-authorize or reconnect this company. Nothing was changed.',
      )
  }
}
