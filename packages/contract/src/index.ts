// The contract at run time: tables and types, no zod, no behaviour beyond looking things up.
export { CODES, problemType } from './codes.ts'
export { EVENT_TYPES } from './events.ts'
export { HISTORY_CSV_HEAD, historyCsvLine } from './history-csv.ts'
export { type HostEvent, type HostEventData, needsPerson } from './host-event.ts'
export { parseRealmId, type RealmId } from './realm-id.ts'
export {
  ATTEMPT_CHANNEL,
  ATTEMPT_MESSAGE,
  ATTEMPT_RECEIVED,
  CLAIM_FIELD,
  PERMISSIONS,
  ROUTES,
  type Route,
  type RouteRule,
  routePath,
} from './routes.ts'
export { ACTIONS, actionFor, REASONS, STATUS_TABLE, STATUSES } from './status.ts'
export { LINK_PARAMS, LINKED_STEPS, type LinkedStep, linkToStep } from './step-link.ts'
export { TAKE_BACK_LABEL } from './take-back.ts'
export type * from './types.ts'
export { WRITES_CSV_HEAD, writesCsvLine } from './writes-csv.ts'
