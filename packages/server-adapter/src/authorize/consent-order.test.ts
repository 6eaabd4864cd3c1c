// Which of two consents is the last one, as a table.
import { expect, it } from 'vitest'
import type { AttemptRecord } from '../stores/records.ts'
import { consentOrder } from './consent-order.ts'

const consent = (id: string, returnedAt: number, exchangedAt: number, outcome: AttemptRecord['outcome']) => ({
  id,
  outcome,
  returnedAt,
  stages: [{ step: 'exchanged', at: exchangedAt }],
})
const own = consent('own', 100, 200, 'pending')

it.each([
  ['nobody else', [], 'last'],
  ['itself', [consent('own', 100, 200, 'connected')], 'last'],
  ['one that was over before', [consent('a', 10, 90, 'connected')], 'last'],
  ['one that was over in the moment it came back', [consent('a', 10, 100, 'connected')], 'last'],
  ['one that came back after its answer', [consent('a', 201, 300, 'reauthorized')], 'superseded'],
  ['one that was exchanged around it', [consent('a', 10, 300, 'reauthorized')], 'unknown'],
  ['one that came back meanwhile', [consent('a', 150, 300, 'connected')], 'unknown'],
  ['one that was exchanged meanwhile', [consent('a', 50, 150, 'connected')], 'unknown'],
  ['one that was not kept', [consent('a', 150, 300, 'failed')], 'last'],
  [
    'one meanwhile and one after',
    [consent('a', 150, 300, 'connected'), consent('b', 400, 500, 'connected')],
    'superseded',
  ],
] as const)('beside %s', (_, others, order) => {
  expect(consentOrder(own, others)).toBe(order)
})
