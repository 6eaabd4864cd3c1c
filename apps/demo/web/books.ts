// What the host has of its tenant's books: copied invoices, and the events it received.
import type { HostEvent } from '@mooring/contract'
import { useQuery } from '@tanstack/react-query'
import { hostGet } from './host-api.ts'

/** How much of a connection's books the host has. */
export interface InvoiceSummary {
  connectionId: string
  count: number
  total: number
}

/** A mail the host sent. */
export interface Mail {
  id: string
  connectionId: string | null
  at: string
  to: string
  subject: string
  title: string
  body: string
  action: string | null
  link: string | null
}

/** An event, as the host stored it. */
export type ActivityEntry = Pick<HostEvent, 'id' | 'type' | 'at' | 'connectionId' | 'actor'>

const EVERY_MS = 3000

/** The invoices copied from a connection, or undefined where there are none. */
export function useInvoices(connectionId: string): InvoiceSummary | undefined {
  const { data } = useQuery({
    queryKey: ['invoices'],
    queryFn: () => hostGet<{ invoices: InvoiceSummary[] }>('/invoices'),
  })
  return data?.invoices.find((summary) => summary.connectionId === connectionId)
}

/** The last events of a connection and the mails about it, newest first; undefined while they are read. */
export function useActivity(connectionId: string): { events: ActivityEntry[]; mails: Mail[] } | undefined {
  const { data } = useQuery({
    queryKey: ['activity'],
    queryFn: () => hostGet<{ events: ActivityEntry[]; mails: Mail[] }>('/activity'),
    refetchInterval: EVERY_MS,
  })
  const isOwn = (entry: { connectionId: string | null }) => entry.connectionId === connectionId
  return data && { events: data.events.filter(isOwn), mails: data.mails.filter(isOwn) }
}
