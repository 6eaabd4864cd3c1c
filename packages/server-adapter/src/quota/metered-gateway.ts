// Counts the reads of companies: every call of the accounting API passes here, with what it is for.
import { type CompanyInfo, GatewayError, type IntuitGateway } from '../gateway/intuit-gateway.ts'
import type { ReadPurpose } from '../stores/reads.ts'
import { isMeteredRead } from './metered-reads.ts'

/** Whose read it is, and what for. */
export interface ReadUse {
  readonly tenantId: string | null
  /** null before there is one. */
  readonly connectionId: string | null
  readonly purpose: ReadPurpose
}

/** The gateway, whose calls of the accounting API say what they are for. */
export interface MeteredGateway extends Omit<IntuitGateway, 'readCompany' | 'request'> {
  readCompany(realmId: string, accessToken: string, use: ReadUse): Promise<CompanyInfo>
  request(
    realmId: string,
    accessToken: string,
    path: string,
    init: RequestInit,
    use: ReadUse,
  ): Promise<Response>
}

/** @param note counts one read that Intuit counts too */
export function meterReads(gateway: IntuitGateway, note: (use: ReadUse) => void): MeteredGateway {
  return {
    ...gateway,
    async readCompany(realmId, accessToken, use) {
      try {
        const company = await gateway.readCompany(realmId, accessToken)
        note(use)
        return company
      } catch (error) {
        // Answered well and not readable: Intuit has counted it.
        const status = error instanceof GatewayError ? (error.status ?? 0) : 0
        if (isMeteredRead('GET', '/companyinfo', status)) note(use)
        throw error
      }
    },
    async request(realmId, accessToken, path, init, use) {
      const response = await gateway.request(realmId, accessToken, path, init)
      if (isMeteredRead(init.method ?? 'GET', path, response.status)) note(use)
      return response
    },
  }
}
