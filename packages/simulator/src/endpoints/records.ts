// Records under a company: query, read, write, batch and change data capture.
import { type EntityName, entityName } from '../books/kinds.ts'
import { writeRecord } from '../books/write.ts'
import { errorOf, serviceFault } from '../intuit-errors.ts'
import { timeOf } from '../moments.ts'
import { answerQuery } from '../query/answer.ts'
import { missingParameter, notFound, Refusal, unknownProperty, unsupportedOperation } from '../refusals.ts'
import { json } from '../reply.ts'
import type { Endpoint } from '../router.ts'
import { type CompanyCall, onCompany } from './company.ts'

type Answer = Readonly<Record<string, unknown>>

/** Answers with what comes back and the time; a refusal is a Fault. */
const answering = (take: (visit: CompanyCall) => Answer): Endpoint =>
  onCompany((visit) => {
    const now = visit.intuit.clock.now()
    try {
      return json(200, { ...take(visit), time: new Date(now).toISOString() })
    } catch (error) {
      if (error instanceof Refusal) return serviceFault(now, error.error)
      throw error
    }
  })

/** GET …/query?query=…, and POST with the query as the body. */
export const query = answering((visit) => {
  const { method, body, query: given } = visit.call
  return queryResponse(visit, method === 'POST' ? body : (given.get('query') ?? ''))
})

const queryResponse = ({ intuit, company }: CompanyCall, text: string): Answer => ({
  QueryResponse: answerQuery(text, { books: intuit.books, company, now: intuit.clock.now() }),
})

/** The kind of record that a path names; refused as Intuit refuses what it has no resource for. */
function kindOf({ call }: CompanyCall): EntityName {
  const name = entityName(call.params.entity ?? '')
  if (!name) throw noResource(call.path)
  return name
}

const noResource = (path: string) =>
  unsupportedOperation(`Could not find resource for relative : ${path.replace(/\/\d+(?=\/)/, '/:realmId')}`)

/** GET …/invoice/:id, and so on for each kind. */
export const readOne = answering((visit) => {
  const name = kindOf(visit)
  return read(visit, name, visit.call.params.id ?? '')
})

function read({ intuit, company }: CompanyCall, name: EntityName, id: string): Answer {
  const entity = intuit.books.find(company, name, id)
  if (!entity) throw notFound()
  return { [name]: entity }
}

/** GET …/preferences: there is only one. */
export const readPreferences = answering((visit) => read(visit, 'Preferences', '1'))

/** POST …/invoice, and so on: creates, and with an Id or an operation changes, voids or deletes. */
export const write = answering((visit) => {
  const name = kindOf(visit)
  const { query: given, body } = visit.call
  const operation = given.get('include')?.toLowerCase() === 'void' ? 'void' : given.get('operation')
  return visit.intuit.books.once(visit.company, given.get('requestid'), () =>
    written(visit, { name, operation, body: parsed(body) }),
  )
})

const written = ({ intuit, company }: CompanyCall, order: Parameters<typeof writeRecord>[0]): Answer => {
  const { books, world, clock } = intuit
  return { [order.name]: writeRecord(order, { books, world, company, now: clock.now() }) }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw unknownProperty('failed to parse json object; a property')
  }
}

const MOST_ITEMS = 30

/** POST …/batch: each item by itself, in their order; a refusal is at the item's position. */
export const batch = answering((visit) => {
  const { BatchItemRequest: items } = Object(parsed(visit.call.body)) as { BatchItemRequest?: unknown }
  if (!Array.isArray(items) || items.length === 0) throw missingParameter('BatchItemRequest')
  if (items.length > MOST_ITEMS) {
    throw new Refusal(
      '1040',
      'Batch limit exceeded',
      `Maximum number of payloads in a batch is ${MOST_ITEMS}`,
    )
  }
  return { BatchItemResponse: items.map((item: unknown) => batchItem(visit, Object(item))) }
})

function batchItem(
  visit: CompanyCall,
  { bId, operation, optionsData, ...rest }: Record<string, unknown>,
): Answer {
  const [key = '', ...more] = Object.keys(rest)
  const name = entityName(key)
  try {
    if (more.length > 0 || key === '') throw missingParameter('operation')
    if (key === 'Query') return { bId, ...queryResponse(visit, String(rest.Query)) }
    if (!name) throw unknownProperty(key)
    if (typeof operation !== 'string') throw missingParameter('operation')
    const voids = typeof optionsData === 'string' && optionsData.toLowerCase() === 'void'
    return { bId, ...written(visit, { name, operation: voids ? 'void' : operation, body: rest[key] }) }
  } catch (error) {
    if (error instanceof Refusal) return { bId, Fault: errorOf(error.error) }
    throw error
  }
}

const MOST_CHANGES = 1000

/** GET …/cdc?entities=Invoice,Customer&changedSince=…: what was made, changed or deleted since. */
export const changes = answering(({ intuit, call, company }) => {
  const names = (call.query.get('entities') ?? '').split(',').map((name) => name.trim())
  // A plus that was not encoded has become a blank on its way.
  const since = call.query
    .get('changedSince')
    ?.trim()
    .replace(/(:[\d.]+) (\d\d:?\d\d)$/, '$1+$2')
  if (names.every((name) => name === '')) throw missingParameter('entities')
  if (!since) throw missingParameter('changedSince')
  const from = timeOf(since)
  if (from === null) throw unknownProperty('changedSince')
  const kinds = names.map((given) => {
    const name = entityName(given)
    if (!name) throw unsupportedOperation(`Change data capture for ${given}`)
    return name
  })
  const responses = kinds.map((name) => {
    const list = intuit.books.changes(company, name, from).slice(0, MOST_CHANGES)
    return list.length === 0 ? {} : { [name]: list, startPosition: 1, maxResults: list.length }
  })
  return { CDCResponse: [{ QueryResponse: responses }] }
})

/** Everything else under a company. */
export const nothingThere = answering(({ call }) => {
  throw noResource(call.path)
})
