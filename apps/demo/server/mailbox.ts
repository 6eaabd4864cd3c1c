// The mails this host sends about QuickBooks: once per change that needs a person, never for a hiccup.
import { type HostEvent, needsPerson } from '@mooring/contract'
import { describe, type NoticeConnection } from '@mooring/messages'
import type { HarborlineStore } from './harborline-store.ts'
import { whoCan } from './people.ts'

/** What is paused along with its connection is said by the mail about the connection. */
const wantsMail = (event: HostEvent): boolean => needsPerson(event) && !event.type.endsWith('.paused')

/** Writes the mail that an event asks for, to everybody who can act on it. An event that comes again writes none. */
export async function mailAbout(
  store: HarborlineStore,
  event: HostEvent,
  connectionOf: (tenantId: string, id: string) => Promise<NoticeConnection>,
): Promise<void> {
  const { id, at, tenantId, connectionId } = event
  if (tenantId === null || connectionId === null || !wantsMail(event)) return
  const connection = await connectionOf(tenantId, connectionId)
  const page = ({ connectionId: about }: { connectionId: string | null }) => `/connections/${about}`
  const notice = describe(event, { connection, page, contact: 'support@harborline.example' })
  const to = whoCan(tenantId, 'reauthorize').map(({ contact }) => contact)
  store.saveMail({ id, tenantId, connectionId, at, to: to.join(', '), ...notice })
}
