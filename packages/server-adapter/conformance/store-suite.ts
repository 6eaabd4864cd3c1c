// What every store must do, whatever it is made of.
import { describe } from 'vitest'
import { attemptCases } from './store-cases/attempts.ts'
import { campaignCases } from './store-cases/campaigns.ts'
import { connectionCases } from './store-cases/connections.ts'
import { eventTakeCases } from './store-cases/event-takes.ts'
import { eventCases } from './store-cases/events.ts'
import { forgettingCases } from './store-cases/forgetting.ts'
import { grantCases } from './store-cases/grants.ts'
import { historyCases } from './store-cases/history.ts'
import { importCases } from './store-cases/imports.ts'
import { leaseCases } from './store-cases/leases.ts'
import { linkCases } from './store-cases/links.ts'
import { momentCases } from './store-cases/moments.ts'
import { processCases } from './store-cases/processes.ts'
import { readCases } from './store-cases/reads.ts'
import { sideBySideCases } from './store-cases/side-by-side.ts'
import { transactionCases } from './store-cases/transactions.ts'
import { webhookCases } from './store-cases/webhooks.ts'
import { writeCases } from './store-cases/writes.ts'
import type { CreateGround } from './store-ground.ts'

/**
 * Declares the store suite in vitest.
 * @param createGround a fresh, empty place for each test
 */
export function describeStoreConformance(name: string, createGround: CreateGround): void {
  describe(`${name} as a store`, () => {
    describe('transactions', () => transactionCases(createGround))
    describe('connections', () => connectionCases(createGround))
    describe('grants and keys', () => grantCases(createGround))
    describe('leases and journal', () => leaseCases(createGround))
    describe('moments far ahead', () => momentCases(createGround))
    describe('attempts', () => attemptCases(createGround))
    describe('events, deliveries and changes', () => eventCases(createGround))
    describe('who has taken an event', () => eventTakeCases(createGround))
    describe('campaigns', () => campaignCases(createGround))
    describe('imports', () => importCases(createGround))
    describe('links', () => linkCases(createGround))
    describe('history', () => historyCases(createGround))
    describe('webhooks, notices and health', () => webhookCases(createGround))
    describe('writes and taking them back', () => writeCases(createGround))
    describe('reads that count', () => readCases(createGround))
    describe('forgetting', () => forgettingCases(createGround))
    describe('side by side', () => sideBySideCases(createGround))
    describe('several processes', () => processCases(createGround))
  })
}
