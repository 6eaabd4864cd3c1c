// The mails this host sends about QuickBooks: once per change that needs a person, never for a hiccup.
import { type Action, type HostEvent, needsPerson } from '@mooring/contract'
import { describe, type NoticeConnection } from '@mooring/messages'
import { linkToStep } from '@mooring/server-adapter'
import type { HarborlineStore } from './harborline-store.ts'
import { whoCan } from './people.ts'

/** What is paused along with its connection is said by the mail about the connection. */
const wantsMail = (event: HostEvent): boolean => needsPerson(event) && !event.type.endsWith('.paused')

/** The page of the connection, with the very step open that is asked for. */
function pageOf({ connectionId, action }: { connectionId: string | null; action: Action }): string {
  const page = `/connections/${connectionId}`
  if (connectionId === null || action === null) return page
  if (action === 'reauthorize' || action === 'contact_admin') return linkToStep(page, connectionId)
  return action === 'confirm_company' ? linkToStep(page, connectionId, 'confirm') : page
}

/** Writes the mail that an event asks for, to everybody who can act on it. An event that comes again writes none. */
export async function mailAbout(
  store: HarborlineStore,
  event: HostEvent,
  connectionOf: (tenantId: string, id: string) => Promise<NoticeConnection>,
): Promise<void> {
  const { id, at, tenantId, connectionId } = event
  if (tenantId === null || connectionId === null || !wantsMail(event)) return
  const connection = await connectionOf(tenantId, connectionId)
  const notice = describe(event, { connection, page: pageOf, contact: 'support@harborline.example' })
  const to = whoCan(tenantId, 'reauthorize').map(({ contact }) => contact)
  store.saveMail({ id, tenantId, connectionId, at, to: to.join(', '), ...notice })
}
