// Reading and creating records: query, and one invoice or customer.
import { type EntityName, entityName } from '../books.ts'
import { bodyFields } from '../call.ts'
import { serviceFault } from '../intuit-errors.ts'
import { json, type Reply } from '../reply.ts'
import { type CompanyCall, onCompany } from './company.ts'

const QUERY =
  /^select\s+(\*|count\(\*\))\s+from\s+(\w+)(?:\s+startposition\s+(\d+))?(?:\s+maxresults\s+(\d+))?$/i
/** How many records a query answers with when it does not say, and at most (Intuit's query documentation). */
const PAGE = { usual: 100, most: 1000 }

const REFUSED = {
  query: {
    code: '4000',
    message: 'Error parsing query',
    detail: 'The simulator reads Invoice and Customer, without WHERE',
  },
  missing: { code: '610', message: 'Object Not Found', detail: 'Object Not Found' },
  incomplete: {
    code: '2020',
    message: 'Required param missing, need to supply the required value for the API',
    detail: 'Line and CustomerRef are required',
  },
} as const

/** GET /v3/company/:realmId/query?query=select * from Invoice startposition 1 maxresults 50 */
export const query = onCompany((visit) => {
  const match = QUERY.exec(visit.call.query.get('query')?.trim() ?? '')
  const name = entityName(match?.[2] ?? '')
  if (!match || !name) {
    return invalid(visit, REFUSED.query)
  }
  const all = visit.intuit.books.list(visit.company.realmId, name)
  const time = timeOf(visit)
  if (match[1] !== '*') return json(200, { QueryResponse: { totalCount: all.length }, time })
  const start = Math.max(Number(match[3] ?? 1), 1)
  const rows = all.slice(start - 1, start - 1 + Math.min(Number(match[4] ?? PAGE.usual), PAGE.most))
  if (rows.length === 0) return json(200, { QueryResponse: {}, time })
  return json(200, { QueryResponse: { [name]: rows, startPosition: start, maxResults: rows.length }, time })
})

/** GET /v3/company/:realmId/invoice/:id and customer/:id */
export const readOne = (name: EntityName) =>
  onCompany((visit) => {
    const { intuit, call, company } = visit
    const entity = intuit.books.find(company.realmId, name, call.params.id ?? '')
    if (!entity) return invalid(visit, REFUSED.missing)
    return json(200, { [name]: entity, time: timeOf(visit) })
  })

/** POST /v3/company/:realmId/invoice: creates one. */
export const createInvoice = onCompany((visit) => {
  const { intuit, call, company } = visit
  const fields = bodyFields(call)
  if (!Array.isArray(fields.Line) || fields.CustomerRef === undefined) {
    return invalid(visit, REFUSED.incomplete)
  }
  const created = intuit.books.add(company.realmId, 'Invoice', fields)
  return json(200, { Invoice: created, time: timeOf(visit) })
})

const timeOf = ({ intuit }: CompanyCall): string => new Date(intuit.clock.now()).toISOString()

const invalid = ({ intuit }: CompanyCall, error: { code: string; message: string; detail: string }): Reply =>
  serviceFault(intuit.clock.now(), { status: 400, type: 'ValidationFault', ...error })
