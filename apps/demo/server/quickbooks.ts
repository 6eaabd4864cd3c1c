// Mooring, mounted for this host: everything a host has to say about QuickBooks is in this file.
import type { DisconnectImpact, EventType, HostEvent } from '@mooring/contract'
import {
  createQuickBooksAdapter,
  type QuickBooksAdapter,
  type QuickBooksAdapterOptions,
} from '@mooring/server-adapter'
import { noteTried } from './guide.ts'
import type { HarborlineStore } from './harborline-store.ts'
import { finishSync } from './invoice-sync.ts'
import { mailAbout } from './mailbox.ts'
import { tenantName, whoCan } from './people.ts'
import type { Sessions } from './session.ts'
import { planSetup } from './setup.ts'

/** What differs from one start of the demo to the next. */
export type QuickBooksSettings = Pick<
  QuickBooksAdapterOptions,
  | 'clientId'
  | 'clientSecret'
  | 'environment'
  | 'redirectUri'
  | 'store'
  | 'encryptionKeys'
  | 'intuitOrigin'
  | 'now'
>

function impactOf(store: HarborlineStore, tenantId: string, connectionId: string): DisconnectImpact {
  const copied =
    store.summaries(tenantId).find((summary) => summary.connectionId === connectionId)?.count ?? 0
  const copies = `${copied} ${copied === 1 ? 'invoice' : 'invoices'} copied to Harborline`
  return {
    stops: ['Copying new and changed invoices', 'Month-end checks against this company'],
    keeps: ['Everything inside QuickBooks', 'Your history in Harborline'],
    deletes: copied > 0 ? [copies] : [],
    canDeleteData: copied > 0,
  }
}

/** Reported while something goes on, and of no interest afterwards. */
const PASSING: readonly EventType[] = ['sync.progressed', 'webhook.received']

function takeEvent(store: HarborlineStore, event: HostEvent): void {
  const { type, tenantId, connectionId, data } = event
  if (type === 'connection.disconnected' && data.deleteData === true && tenantId && connectionId) {
    store.deleteInvoices(tenantId, connectionId)
  }
  if (!PASSING.includes(type)) store.saveEvent(event)
  noteTried(store, event)
}

/** The host around the adapter. */
export interface QuickBooksSurroundings {
  sessions: Sessions
  store: HarborlineStore
  /** Whether the host refuses events just now: switched on the operations page, to see what becomes of them. */
  refusal: { isOn: boolean }
  pause(ms: number): Promise<unknown>
}

/** Creates the adapter, with the host's session, data and words behind it. */
export function createQuickBooks(
  settings: QuickBooksSettings,
  { sessions, store, refusal, pause }: QuickBooksSurroundings,
): QuickBooksAdapter {
  /** Goes on with a sync that was paused. No one waits for it here: the connection itself shows how it ends. */
  const resume = ({ tenantId, connectionId }: HostEvent) => {
    if (tenantId === null || connectionId === null) return
    void finishSync({ quickbooks, store, pause, tenantId, connectionId }).catch(() => {})
  }
  const quickbooks: QuickBooksAdapter = createQuickBooksAdapter({
    ...settings,
    identify: (request) => {
      const person = sessions.person(request)
      if (!person) return null
      const { id: userId, name: displayName, permissions } = person
      return { tenantId: person.tenant.id, userId, displayName, permissions }
    },
    operators: (request) => {
      const person = sessions.person(request)
      return person?.permissions.includes('operate') ? { id: person.id, displayName: person.name } : null
    },
    onEvent: async (event) => {
      if (refusal.isOn) throw new Error('Harborline refuses events, as it was set to.')
      takeEvent(store, event)
      await mailAbout(store, event, (tenantId, id) => quickbooks.forTenant(tenantId).connections.get(id))
      if (event.type === 'sync.resumed') resume(event)
    },
    disconnectImpact: ({ id, tenantId }) => impactOf(store, tenantId, id),
    setup: planSetup({ store, pause }),
    whoCan,
    dataUse: {
      reads: ['customers', 'invoices'],
      writes: ['the month’s fees, as invoices and a journal entry, when you post them'],
      retention: 'Until you disconnect and ask for deletion.',
    },
    listingName: 'Harborline',
    linkPage: {
      productName: 'Harborline',
      workspaceName: tenantName,
      logoUrl: '/assets/logo.svg',
      accentColor: '#0f5c56',
    },
    supportContact: 'support@harborline.example',
    reconnectUrl: '/',
  })
  return quickbooks
}
