// Dates, amounts and event names, as the pages say them.
import type { EventType } from '@mooring/contract'

const DAY = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })
const MOMENT = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' })
const AMOUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

/** "Nov 21, 2026", or a dash for none. */
export const sayDay = (time: string | null): string => (time === null ? '–' : DAY.format(new Date(time)))

/** "Nov 21, 2026, 12:00 PM", or a dash for none. */
export const sayMoment = (time: string | number | null): string =>
  time === null ? '–' : MOMENT.format(new Date(time))

/** "1,204" */
const sayNumber = (amount: number): string => AMOUNT.format(amount)

/** "1 invoice", "120 invoices" */
export const sayInvoices = (count: number): string =>
  `${sayNumber(count)} ${count === 1 ? 'invoice' : 'invoices'}`

/** What each event of Mooring's means to a person. */
export const EVENT_WORDS: Readonly<Record<EventType, string>> = {
  'connection.connected': 'Connected',
  'connection.confirmed': 'Company confirmed',
  'connection.reauthorized': 'Re-authorized',
  'connection.expiring': 'The authorization ends soon',
  'connection.reauthorization_required': 'A re-authorization is needed',
  'connection.blocked': 'Blocked at QuickBooks',
  'connection.checking': 'Being checked',
  'connection.refresh_failed': 'A renewal failed',
  'connection.recovered': 'Working again',
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
  'sync.resumed': 'Sync can go on',
  'setup.started': 'First import started',
  'setup.failed': 'First import failed',
  'setup.paused': 'First import paused',
  'setup.resumed': 'First import goes on',
  'setup.completed': 'First import finished',
  'webhook.received': 'Changes announced by QuickBooks',
  'campaign.started': 'Campaign for new authorizations started',
  'campaign.ended': 'Campaign for new authorizations ended',
  'operations.incident': 'Trouble on QuickBooks’ side',
  'operations.quota': 'The month’s reads at QuickBooks',
}
