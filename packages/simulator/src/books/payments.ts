// What payments take off the balances of invoices.
import { businessRule, invalidReference } from '../refusals.ts'
import type { Company } from '../world.ts'
import type { Books } from './books.ts'

type Fields = Readonly<Record<string, unknown>>
interface Link {
  readonly TxnId?: string
  readonly TxnType?: string
}

const NOTHING: Fields = {}

/** Amounts by invoice id. */
function appliedBy(payment: Fields): Map<string, number> {
  const applied = new Map<string, number>()
  const lines = Array.isArray(payment.Line) ? payment.Line : []
  for (const { Amount = 0, LinkedTxn = [] } of lines as { Amount?: number; LinkedTxn?: Link[] }[]) {
    for (const { TxnId, TxnType } of LinkedTxn) {
      if (TxnId && TxnType === 'Invoice') applied.set(TxnId, (applied.get(TxnId) ?? 0) + Amount)
    }
  }
  return applied
}

/**
 * Checks what a payment that becomes another one (null: that is new; empty: that goes) does to its invoices.
 * @returns what writes their new balances
 * @throws {Refusal} for an invoice that there is none of, or that is paid too much
 */
export function applyPayment(
  { books, company }: { readonly books: Books; readonly company: Company },
  before: Fields | null,
  after: Fields,
): () => void {
  const [old, next] = [appliedBy(before ?? NOTHING), appliedBy(after)]
  const ids = [...new Set([...old.keys(), ...next.keys()])]
  const changes = ids.flatMap((id) => {
    const invoice = books.find(company, 'Invoice', id)
    if (!invoice && next.has(id)) throw invalidReference('Transaction', id)
    const balance = Number(invoice?.Balance) + (old.get(id) ?? 0) - (next.get(id) ?? 0)
    if (next.has(id) && balance < -0.005) throw businessRule('The amount applied is more than the balance')
    return invoice && old.get(id) !== next.get(id)
      ? [{ invoice, Balance: Math.round(balance * 100) / 100 }]
      : []
  })
  return () => {
    for (const { invoice, Balance } of changes) {
      books.replace(company, 'Invoice', invoice, { ...invoice, Balance })
    }
  }
}
