// The mails this host sends about QuickBooks: once per change that needs a person, never for a hiccup.
import type { EventType, HostEvent } from '@mooring/contract'
import type { HarborlineStore } from './harborline-store.ts'
import { whoCan } from './people.ts'

/** Mooring tells these once per transition; what it repairs by itself is told as no event. */
const SUBJECTS: Partial<Record<EventType, string>> = {
  'connection.expiring': 'QuickBooks: re-authorize soon',
  'connection.reauthorization_required': 'QuickBooks needs to be re-authorized',
  'connection.blocked': 'QuickBooks is paused',
}

/** Writes the mail that an event asks for, to everybody who can act on it. An event that comes again writes none. */
export function mailAbout(store: HarborlineStore, { id, type, at, tenantId, connectionId }: HostEvent): void {
  const subject = SUBJECTS[type]
  if (subject === undefined || tenantId === null) return
  const to = whoCan(tenantId, 'reauthorize').map(({ contact }) => contact)
  store.saveMail({ id, tenantId, connectionId, at, to: to.join(', '), subject })
}
