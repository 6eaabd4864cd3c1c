// The English words inside the panels, which come with what the panels show: set-up, sync, readiness, history and health.
import type { EventType, Health, HistoryEntry, ReadinessCheck } from '@mooring/contract'
import { stop } from './sentence-end.ts'
import type { Findings } from './told.ts'

const checkTitles: Record<string, string> = {
  configuration: 'Configuration',
  callback: 'Callback',
  access_token: 'Access token',
  refresh_token: 'Refresh token',
  company: 'Company',
  webhooks: 'Webhooks',
  sync: 'Sync',
}

const checkStates: Record<ReadinessCheck['status'], string> = {
  passed: 'Passed',
  failed: 'Failed',
  unknown: 'Not known yet',
}

const readySteps = { auth: 'Auth', callback: 'Callback', verify: 'Verify', connect: 'Connect' }

/** What the history tells of, besides events. */
type KeptOnly =
  | 'campaign.asked'
  | 'campaign.released'
  | 'connection.verified'
  | 'connection.reauthorize'
  | 'request.refused'
  | 'request.throttled'
  | 'token.refresh'
  | 'token.revoked'
  | 'token.rotated'
  | 'writes.taken_back'

const happened: Record<Exclude<EventType, `operations.${string}` | `campaign.${string}`> | KeptOnly, string> =
  {
    'connection.connected': 'Connected',
    'connection.confirmed': 'Company confirmed',
    'connection.reauthorized': 'Re-authorized',
    'connection.reauthorize': 'Re-authorization',
    'connection.expiring': 'Re-authorization will be needed soon',
    'connection.reauthorization_required': 'Re-authorization needed',
    'connection.blocked': 'Paused by QuickBooks',
    'connection.checking': 'Being checked',
    'connection.refresh_failed': 'Renewal of the authorization failed',
    'connection.recovered': 'Working again',
    'connection.verified': 'Connection tested',
    'connection.disconnected': 'Disconnected',
    'connection.owner_left': 'The person who authorized it has left',
    'link.created': 'Link to re-authorize made',
    'link.started': 'Went to QuickBooks by link',
    'link.used': 'Re-authorized by link',
    'link.ended': 'Link to re-authorize ended',
    'sync.started': 'Sync started',
    'sync.progressed': 'Sync went on',
    'sync.succeeded': 'Sync finished',
    'sync.failed': 'Sync failed',
    'sync.paused': 'Sync paused',
    'sync.resumed': 'Sync continued',
    'setup.started': 'First import started',
    'setup.failed': 'First import failed',
    'setup.paused': 'First import paused',
    'setup.resumed': 'First import continued',
    'setup.completed': 'Set-up finished',
    'webhook.received': 'News from QuickBooks',
    'campaign.asked': 'Asked for a new authorization',
    'campaign.released': 'No longer asked for a new authorization',
    'request.refused': 'A request to QuickBooks',
    'request.throttled': 'QuickBooks asked to slow down',
    'token.refresh': 'Renewal of the authorization',
    'token.revoked': 'Authorization given back',
    'token.rotated': 'Authorization renewed',
    'writes.taken_back': 'What was written was taken back',
  }

const outcomes: Record<HistoryEntry['outcome'], string> = {
  succeeded: 'Succeeded',
  refused: 'Refused',
  failed: 'Failed',
}

const dayStates: Record<Health['days'][number]['state'], string> = {
  good: 'Good',
  degraded: 'Degraded',
  down: 'Down',
  none: 'Not in use',
}

const counts = {
  syncsSucceeded: 'Syncs',
  syncsFailed: 'Sync errors',
  refreshFailures: 'Failed renewals',
  throttled: 'Throttle hits',
  webhooks: 'Webhooks',
  webhookDelayMs: 'Webhook delay',
}

const ofSetup = {
  setupImporting: (company: string) => `The first import from ${company} is running.`,
  setupGoesOn: 'The import continues if you leave this page.',
  setupFailed: (company: string) => `The first import from ${company} failed.`,
  setupRetried: 'We try it again; there is nothing to do for now.',
  setupPaused: (company: string) => `The first import from ${company} is paused.`,
  setupToDo: (company: string) => `${company} is connected, but not configured yet.`,
  setupOpen: (company: string) => `${company} is not configured yet.`,
  setupSave: 'Save configuration',
  setupSaving: 'Saving…',
  setupDone: (company: string) => `The set-up of ${company} is finished.`,
  askToConfigure: 'Ask an admin of your account to finish the set-up.',
}

const ofSync = {
  syncGoing: (company: string) => `${company} is being synced.`,
  syncStarted: (ago: string) => `Started ${ago}.`,
  syncNoLimit: 'It can run for as long as it takes; no one has to sign in again.',
  syncPaused: (company: string) => `The sync of ${company} is paused.`,
  syncPausedSince: (ago: string) => `Paused ${ago}.`,
  syncOutOfReads: 'QuickBooks’ monthly limit is reached. It continues by itself on the 1st.',
  syncBacklog: (what: string) => `Waiting: ${stop(what)}`,
  syncResumes: 'Once the connection works again, it continues by itself from where it stopped.',
  syncResuming: (company: string) => `The sync of ${company} continues by itself.`,
  syncCatchesUp: 'It continues from where it stopped and catches up on what was missed.',
  syncCaughtUp: 'What was missed is caught up.',
  syncFailed: (company: string) => `The last sync of ${company} failed.`,
  syncSucceeded: (company: string) => `The last sync of ${company} succeeded.`,
  syncNever: (company: string) => `${company} has not been synced yet.`,
  syncLast: (ago: string) => `It last succeeded ${ago}.`,
}

const ofReadiness = {
  ready: 'Everything is ready.',
  notReady: (count: number) => (count === 1 ? '1 check has not passed.' : `${count} checks have not passed.`),
  checkAgain: 'Check again',
  rechecking: 'Checking…',
  checkedAt: (ago: string) => `Checked ${ago}.`,
  readySteps,
  checkTitles,
  checkStates,
  /** In English the adapter's own sentences are shown, which know more. */
  findings: {} as Partial<Findings>,
}

const ofHistory = {
  takingBack: (company: string) => `What was written to ${company} is being taken back.`,
  historyEmpty: 'Nothing has happened yet.',
  historyTimes: (count: number) => (count === 1 ? 'once' : `${count} times`),
  historyUnbroken: (count: number) =>
    count === 1
      ? 'Unbroken: the 1 entry is as it was written.'
      : `Unbroken: all ${count} entries are as they were written.`,
  historyBroken: (entry: string) =>
    `Entry ${entry}, counted from the first, is not as it was written. Please contact support.`,
  historyUnchecked: 'Whether the history is unbroken could not be checked just now.',
  historyFilter: 'Show',
  historyAll: 'Everything',
  historyPeople: 'Only what people did',
  historyNoPeople: 'People have not done anything here yet.',
  historyClosed: 'Only people with the right to audit see the history. Ask an admin of your account.',
  showMore: 'Show more',
  loadingMore: 'Loading…',
  nobody: 'Automatic',
  onBehalf: (actor: string, other: string) => `${actor} on behalf of ${other}`,
  happened,
  outcomes,
  entryCode: 'Code',
  entryTid: 'Intuit’s id',
  entryId: 'Entry',
  entryHash: 'Hash',
  entryData: 'More',
  exportCsv: 'Export as CSV',
  exportJson: 'Export as JSON',
  exporting: (count: string) => `Exporting… ${count}`,
  exported: 'The history is saved as a file.',
}

const ofHealth = {
  healthEmpty: 'There is nothing to show yet.',
  barsTitle: (days: number) => (days === 1 ? 'The last day' : `The last ${days} days`),
  asTable: 'Show as a table',
  day: 'Day',
  dayState: 'State',
  dayCounts: 'Counted',
  dayBefore: 'Not connected yet',
  dayStates,
  counts,
  idleEnds: 'When not used, until',
  idleRenews: 'Each use renews it by itself; there is nothing to do.',
  hardEnds: 'In any case, until',
  endUnknown: 'Not known yet',
  noGrant: 'There is no authorization in force.',
}

export const enPanels = {
  ...ofSetup,
  ...ofSync,
  ...ofReadiness,
  ...ofHistory,
  ...ofHealth,
}
