// A mail where a person has to act, in the words of the components and in the reader's language.
import { describe } from '@mooring/messages'
import { type HostEvent, needsPerson, type QuickBooksAdapter } from '@mooring/server-adapter'
import { peopleOf, sendMail } from './people.ts'

export async function notify(quickbooks: QuickBooksAdapter, event: HostEvent): Promise<void> {
  if (event.tenantId === null || event.connectionId === null || !needsPerson(event)) return
  const connection = await quickbooks.forTenant(event.tenantId).connections.get(event.connectionId)
  for (const { email, locale, isAdmin } of await peopleOf(event.tenantId)) {
    const audience = isAdmin ? 'admin' : 'member'
    const { subject, body, link } = describe(event, {
      locale,
      audience,
      connection,
      page: 'http://localhost:5173/',
    })
    await sendMail(email, subject, [body, link].join('\n\n'))
  }
}
