// A connected company on a file or on Postgres, and what a host writes to it.
import { beforeEach } from 'vitest'
import type { CompanyRequestInit } from '../../src/index.ts'
import { usePostgres } from '../instances/postgres-stage.ts'
import type { Stage } from '../stage.ts'
import { KEY } from '../token-lifecycle/test-deps.ts'

export const PERSON = { user: 'ada', company: 'Harbor Tea Co.' }

type Request = (path: string, init?: CompanyRequestInit) => Promise<Response>
type Fields = Readonly<Record<string, unknown>>

const LINE = {
  Amount: 12.5,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: '1' } },
}

export const INVOICE = { CustomerRef: { value: '1' }, Line: [LINE] }

/** Sends JSON and gives the record that comes back. @throws Error for any answer but 200 */
export async function send(request: Request, path: string, body: Fields): Promise<Record<string, string>> {
  const answer = await request(path, { method: 'POST', body: JSON.stringify(body) })
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  const reply = (await answer.json()) as Record<string, Record<string, string>>
  return Object.values(reply)[0] ?? {}
}

export const createInvoice = (request: Request, fields: Fields = {}) =>
  send(request, '/invoice', { ...INVOICE, ...fields })

/** The running test's stage and connection. */
export interface Company {
  readonly stage: Stage
  readonly id: string
}

type Options = Parameters<Stage['restart']>[0]

/** The two stores; each test of a describe begins with a company that is connected. */
export function useCompanies() {
  const ground = usePostgres()
  return [
    ['a file', (options: Options = {}) => ground.openOnFile({ encryptionKeys: [KEY], ...options })],
    ['Postgres', (options: Options = {}) => ground.open(options)],
  ] as const
}

export function useCompany(open: (options?: Options) => Promise<Stage>, options: Options = {}) {
  let company: Company | undefined
  beforeEach(async () => {
    const stage = await open(options)
    const { id } = await stage.browser().connect(stage.simulator.control, PERSON)
    company = { stage, id }
  })
  const own = () => {
    if (company === undefined) throw new Error('Used before it was connected.')
    return company
  }
  const books = () => own().stage.adapter.forTenant('harbor')
  return {
    own,
    books,
    control: () => own().stage.simulator.control,
    request: ((path, init) => books().request(own().id, path, init)) as Request,
    list: () => books().writes.list(own().id),
    takeBack: (request = {}) => books().writes.takeBack(own().id, request),
    /** What QuickBooks says of a record: its status, and the record. */
    async read(path: string) {
      const answer = await books().request(own().id, path)
      return { status: answer.status, text: await answer.text() }
    },
  }
}
