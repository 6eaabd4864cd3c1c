// Books to ask, and a new record of each kind.
import type { IntuitSimulator } from '../src/index.ts'
import { connect, NORTHWIND, simulator } from './app.ts'

export type Row = Record<string, unknown>

/** A simulator with a token, and short ways to ask it. */
export async function books(given?: IntuitSimulator) {
  const sim = given ?? (await simulator())
  const { access_token } = await connect(sim)
  const ask = async (path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const answer = await fetch(`${sim.origin}/v3/company/${NORTHWIND}${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const given = await answer.json()
    const fault = given.Fault && `${answer.status} ${given.Fault.type} ${given.Fault.Error[0].code}`
    return { ...given, status: answer.status, fault }
  }
  const query = async (text: string) => await ask(`/query?${new URLSearchParams({ query: text })}`)
  const rows = async (text: string): Promise<Row[]> => {
    const { QueryResponse } = await query(text)
    const [list] = Object.values(QueryResponse).filter(Array.isArray)
    return list ?? []
  }
  return { sim, access_token, ask, query, rows }
}

export const KINDS = ['Customer', 'Vendor', 'Item', 'Account', 'Invoice', 'Payment', 'Bill', 'JournalEntry']

export const ids = (list: readonly Row[]) => list.map(({ Id }) => Id)

export const line = (Amount: number) => ({
  Amount,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: '1' } },
})

const expense = {
  Amount: 9,
  DetailType: 'AccountBasedExpenseLineDetail',
  AccountBasedExpenseLineDetail: { AccountRef: { value: '7' } },
}

export const journal = (PostingType: string, Amount: number) => ({
  Amount,
  DetailType: 'JournalEntryLineDetail',
  JournalEntryLineDetail: { PostingType, AccountRef: { value: '1' } },
})

export const NEW: Record<string, Row> = {
  Customer: { GivenName: 'Nora', FamilyName: 'Quay', PrimaryEmailAddr: { Address: 'nora@example.com' } },
  Vendor: { DisplayName: 'Quay Freight' },
  Item: { Name: 'Matcha', IncomeAccountRef: { value: '4' } },
  Account: { Name: 'Petty Cash', AccountType: 'Bank' },
  Invoice: { CustomerRef: { value: '1' }, Line: [line(10.1), line(0.2)] },
  Payment: { CustomerRef: { value: '1' }, TotalAmt: '12.50' },
  Bill: { VendorRef: { value: '1' }, Line: [expense] },
  JournalEntry: { Line: [journal('Debit', 4), journal('Credit', 4)] },
}
