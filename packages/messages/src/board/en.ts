// The English words of the operators' board. They are no part of the customers' words: who does not open it loads none of them.
import type { Action, BoardCampaigns, BoardQuota, BoardWebhooks, Reason } from '@mooring/contract'

type Campaign = BoardCampaigns['campaigns'][number]
type Delivery = BoardWebhooks['deliveries'][number]

const sections = {
  status: 'Status',
  connections: 'Connections',
  webhooks: 'Webhooks',
  queues: 'Queues',
  campaigns: 'Campaigns',
  reads: 'Reads',
}

const reasons: Record<Reason, string> = {
  idle_expiry_near: 'Unused for long, ends soon',
  hard_expiry_near: 'Five years end soon',
  upgrade_required: 'Asked by a campaign',
  refresh_outcome_unknown: 'Outcome of a renewal not known',
  intuit_unavailable: 'QuickBooks not reachable',
  idle_expired: 'Unused for too long',
  hard_expired: 'Five years have ended',
  revoked: 'Ended in QuickBooks',
  scope_missing: 'Access not granted',
  token_lost: 'Answer of a renewal lost',
  admin_access_lost: 'No longer an admin',
  subscription_ended: 'Subscription ended',
  company_locked: 'Company locked',
  quota_exceeded: 'Limit of the app reached',
  app_misconfigured: 'App set up wrongly',
  by_user: 'By a person',
  by_host: 'By your product',
  in_quickbooks: 'In QuickBooks',
}

/** What an operator can do, or whom the next step waits for. */
const toDo: Record<NonNullable<Action> | 'nothing', string> = {
  nothing: 'Nothing to do.',
  confirm_company: 'Someone at the customer has to confirm that this is the right company.',
  reauthorize: 'An admin of the company has to re-authorize it. Send them the link to that step.',
  reconnect: 'It works again once someone at the customer reconnects it.',
  wait: 'Nothing to do: it is tried again by itself.',
  contact_admin: 'An admin of the company in QuickBooks has to act. Only the customer can do this.',
  contact_support: 'Compare the limits of your app at Intuit with its use.',
  fix_configuration:
    'Your team has to set the app right: compare client id, secret, keys and environment. “mooring doctor” says what is wrong.',
  try_again: 'Try again.',
  choose_other_company: 'Someone at the customer has to choose another company.',
  sign_in: 'Someone at the customer has to sign in.',
}

const webhookStates: Record<Delivery['state'], string> = {
  waiting: 'Waiting',
  worked_on: 'Worked on',
  parked: 'Parked',
}

const campaignWhys: Record<Campaign['why'], string> = {
  scopes: 'New access rights',
  keys: 'New keys of the app',
  hard_expiry: 'End of the five years',
  other: 'Another reason',
}

/** What reads of companies are for. */
const purposes: Record<keyof BoardQuota['byPurpose'], string> = {
  request: 'Requests of your product',
  run: 'Syncs',
  setup: 'First imports',
  take_back: 'Taking back what was written',
  verify: 'Tests of a connection',
  probe: 'Checks after a failure',
  connect: 'New authorizations',
}

const ofStatus = {
  working: 'Everything is working.',
  workWaits: 'Work that is due is waiting.',
  storeAway: 'The store cannot be read.',
  keysAway: 'The encryption keys cannot be used.',
  workWaitsFor: (length: string) => `It has waited for ${length}. Is the background work started?`,
  storeAwayWhat: 'The counts come back once the store does.',
  keysAwayWhat: 'Without them no connection can be used. Compare the keys of this instance with the others.',
  incident: (ago: string) => `QuickBooks began to refuse several companies ${ago}.`,
  incidentWhat: 'They are being checked, and no one is asked to re-authorize for it.',
  incidentEnd: 'End the incident',
  incidentEndTitle: 'End the incident?',
  incidentEndWhat: 'Each of its connections is tried once more now. What QuickBooks answers decides.',
  byStatus: 'Connections by status',
  show: (label: string) => `Show: ${label}`,
  lastDay: 'The last 24 hours',
  now: 'Now',
  refreshFailures: 'Failed renewals',
  throttled: 'Throttled by QuickBooks',
  webhookDelay: 'Webhook delay, median and 99th percentile',
  backlog: 'Events not delivered yet',
  stalled: 'Queues that have stopped',
  clockGap: 'Clock difference to the database',
  lastRound: 'Background work last ran',
  lastAnswer: 'QuickBooks last answered',
  never: 'Never',
}

const ofConnections = {
  filters: 'Filter connections',
  filterStatus: 'Status',
  filterReason: 'Reason',
  filterTenant: 'Tenant',
  filterTenantHint: 'The whole id',
  filterCompany: 'Company',
  filterCompanyHint: 'A part of the name, the realm id or the connection’s id',
  any: 'Any',
  clear: 'Clear filters',
  noneYet: 'No company is connected yet.',
  noneFits: 'No connection fits these filters.',
  noneSoFar: (count: string) => `None among the first ${count} connections.`,
  found: (count: number) => (count === 1 ? '1 connection' : `${count} connections`),
  goOn: 'Search on',
  tenant: 'Tenant',
  unnamed: (last4: string) => `Company …${last4}`,
  proven: (ago: string) => `Worked ${ago}`,
  neverProven: 'Has not worked yet',
  daysLeft: (count: number) => (count === 1 ? '1 day left' : `${count} days left`),
  explain: 'Explain',
}

const ofExplain = {
  explaining: 'Reading…',
  wrong: 'What is true',
  why: 'Why',
  next: 'What to do',
  checks: 'Checks',
  renewals: 'Renewals',
  renewalOpen: (ago: string) => `A renewal began ${ago} and has no answer yet.`,
  events: 'Events',
  delivery: 'Delivery to your product',
  deliveredAll: 'Your product has taken every event.',
  deliveryWaits: (type: string, tries: number) =>
    tries === 1 ? `“${type}” was tried once and waits.` : `“${type}” was tried ${tries} times and waits.`,
  deliveryStalled: (type: string, tries: number) => `“${type}” failed ${tries} times; the queue has stopped.`,
  none: 'None yet.',
  connection: 'Connection',
  environment: 'Environment',
  authorizedBy: 'Authorized by',
  reauthorizeBy: 'Re-authorize by',
  copy: 'Copy as text',
  copied: 'The explanation is copied.',
  saved: 'The explanation is saved as a file.',
  renew: 'Renew now',
  renewing: 'Renewing…',
  renewed: 'Renewed. This is how it is now.',
  webhooksOf: 'Its webhooks',
  /** About the reasons whose sentence for customers sends them to support. */
  whys: {
    quota_exceeded: 'QuickBooks answers no more calls of your app for now.',
    app_misconfigured: 'QuickBooks refuses the app itself, or its stored authorization cannot be opened.',
  },
}

const ofWebhooks = {
  webhooksNone: 'No webhook has arrived in the last 30 days.',
  webhooksOfOne: 'Only of one connection:',
  webhooksOfAll: 'Show all',
  refused: (count: number) =>
    count === 1
      ? '1 webhook was refused in the last week: no verifier token fits its signature.'
      : `${count} webhooks were refused in the last week: no verifier token fits their signatures.`,
  refusedWhat: 'Compare the verifier token with the one at Intuit. The last hour with a refusal:',
  brought: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  noConnection: 'Of no connection here',
  tried: (count: number) => (count === 1 ? 'tried once' : `tried ${count} times`),
  unreadable: 'It could not be read.',
}

/** What happens to no connection; what happens to one, the panels' words name. */
const happenings: Record<string, string> = {
  'campaign.started': 'A campaign began',
  'campaign.ended': 'A campaign ended',
  'operations.incident': 'Incident at QuickBooks',
}

const ofQueues = {
  queuesNone: 'Every event is on its way.',
  queuesWhat:
    'Your product refused the first event 20 times. Later events of the same connection wait behind it.',
  queueOfNone: 'Events of no connection',
  stopped: (ago: string) => `stopped ${ago}`,
  retry: 'Try again',
  skip: 'Skip this event',
  skipTitle: 'Skip this event?',
  skipWhat: 'Your product will never hear of it. The events behind it go on.',
  skipYes: 'Skip it',
  retried: 'The queue is tried again.',
  skipped: 'The event is skipped.',
}

const ofCampaigns = {
  campaignsNone: 'There is no campaign.',
  campaignsHow: 'Start one with “mooring campaign start” or on your server.',
  until: (day: string) => `until ${day}`,
  ended: (day: string) => `Ended on ${day}`,
  selected: 'Selected',
  waiting: 'Not asked yet',
  asked: 'Asked',
  done: 'Re-authorized',
  gone: 'Disconnected meanwhile',
  byDay: 'By day',
  day: 'Day',
  end: 'End the campaign',
  endTitle: 'End the campaign?',
  endWhat: 'No one is asked any more. Connections that only the campaign stopped work again.',
  endedNow: 'The campaign is ended.',
}

const ofReads = {
  readsWithin: 'The month’s reads are within the plan.',
  readsNear: 'Most of the month’s reads are used.',
  readsLikelyOver: 'The month’s reads are likely to run out.',
  readsOver: 'The month’s reads are used up.',
  readsNoPlan: 'The plan is not known here.',
  readsNoPlanWhat:
    'Say how many reads it has (“quota.readsPerMonth”), and you are told before they run out. Those of a sandbox do not count.',
  readsPaused: (day: string) =>
    `Syncs and first imports are paused until ${day} and then go on by themselves. No customer has to do anything.`,
  readsGoOn: 'Syncs go on for as long as QuickBooks answers.',
  readsSpent: (moment: string) => `QuickBooks refused reads on ${moment}: the plan is spent.`,
  readsSoFar: 'Reads this month',
  readsPlan: 'Reads of the plan',
  readsForeseen: 'Expected by the end of the month',
  readsForeseenLater: 'After three whole days',
  readsAnew: 'Counted anew from',
  readsWhat:
    'As Mooring counts them, by UTC: only reads of companies. What QuickBooks counts is in its developer portal.',
  readsFor: 'What they were for',
  readsByTenant: 'Tenants with most reads',
  readsNone: 'No company was read this month.',
}

export const enBoard = {
  board: 'QuickBooks operations',
  sections,
  reading: 'Loading…',
  more: 'Show more',
  readingMore: 'Loading…',
  asOf: (ago: string) => `As of ${ago}`,
  refresh: 'Refresh',
  keep: 'Cancel',
  busy: 'One moment…',
  notAllowed: 'Only operators of this product see this page.',
  reasons,
  toDo,
  webhookStates,
  campaignWhys,
  happenings,
  purposes,
  ...ofStatus,
  ...ofConnections,
  ...ofExplain,
  ...ofWebhooks,
  ...ofQueues,
  ...ofCampaigns,
  ...ofReads,
}

/** Every string of the operators' board. */
export type BoardWords = typeof enBoard
