// Which of two consents is the last one, as a table.
import { expect, it } from 'vitest'
import type { SeenConsents } from '../stores/records.ts'
import { consentOrder } from './consent-order.ts'

const own = (consents?: SeenConsents) => ({
  id: 'own',
  outcome: 'pending' as const,
  stages: [
    { step: 'started', at: 1 },
    { step: 'returned', at: 2, ...(consents && { consents }) },
  ],
})
const seen = (saved: number, connectionId: string | null = 'a') => own({ connectionId, saved })

it.each([
  ['nothing was stored before, nor since', seen(0, null), 0, 'last'],
  ['nothing was stored since', seen(3), 3, 'last'],
  ['one was stored since', seen(3), 4, 'unknown'],
  ['its connection was made since', seen(0, null), 1, 'unknown'],
  ['another connection has the company since', seen(1, 'b'), 1, 'unknown'],
  ['older attempts were deleted since', seen(3), 1, 'unknown'],
  ['nothing is known of when it came back', own(), 1, 'unknown'],
  ['nothing is known of when it came back, and nothing was stored', own(), 0, 'last'],
] as const)('where %s', (_, attempt, saved, order) => {
  expect(consentOrder(attempt, 'a', saved)).toBe(order)
})
