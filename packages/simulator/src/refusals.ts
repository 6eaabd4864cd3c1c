// What the accounting service says no with: Intuit's codes and words.
import type { ServiceError } from './intuit-errors.ts'

/** A request that the accounting service refuses. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly error: ServiceError

  constructor(code: string, message: string, detail: string) {
    super(detail)
    this.error = { status: 400, type: 'ValidationFault', code, message, detail }
  }
}

/** A property that is not known, or a body that is not an object. */
export const unknownProperty = (name: string) =>
  new Refusal(
    '2010',
    'Request has invalid or unsupported property',
    `Property Name:${name} specified is unsupported or invalid`,
  )

export const missingParameter = (name: string) =>
  new Refusal(
    '2020',
    'Required param missing, need to supply the required value for the API',
    `Required parameter ${name} is missing in the request`,
  )

export const notFound = () =>
  new Refusal(
    '610',
    'Object Not Found',
    "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
  )

export const staleObject = () =>
  new Refusal(
    '5010',
    'Stale Object Error',
    'Stale Object Error : You and another user were working on this at the same time. The other user finished before you did, so your work was not saved.',
  )

export const duplicateName = (id: string) =>
  new Refusal(
    '6240',
    'Duplicate Name Exists Error',
    `The name supplied already exists. : Another customer, vendor, item or account is already using this name. Please use a different name. : Id=${id}`,
  )

export const invalidReference = (kind: string, id: string) =>
  new Refusal('2500', 'Invalid Reference Id', `Invalid Reference Id : ${kind} element id ${id} not found`)

/** A path, a method or an operation that there is none of. */
export const unsupportedOperation = (operation: string) =>
  new Refusal('500', 'Unsupported Operation', `Operation ${operation} is not supported.`)

export const businessRule = (detail: string) =>
  new Refusal(
    '6000',
    'A business validation error has occurred while processing your request',
    `Business Validation Error: ${detail}`,
  )

/** A text that is no query. */
export const unparsableQuery = (detail: string) => new Refusal('4000', 'Error parsing query', detail)

/** A query that can be read but not answered, as of a kind of record or a property that there is none of. */
export const invalidQuery = (detail: string) =>
  new Refusal('4001', 'Invalid query', `QueryValidationError: ${detail}`)
