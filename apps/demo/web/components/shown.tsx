// What the gallery shows: each component of the kit that a page can have, and what it is good for.
import {
  ConnectButton,
  ConnectionBanner,
  ConnectionHealth,
  ConnectionHistory,
  ConnectionStatus,
  DataSourceList,
  DisconnectButton,
  DisconnectGuide,
  IntegrationTile,
  ReadinessChecklist,
  ReauthorizeMenu,
  RequestReauthorization,
  SetupProgress,
  SupportDetails,
  SyncProgress,
  WrittenRecords,
} from '@mooring/ui'
import type { ReactNode } from 'react'

/** What a component is shown with. */
export interface Subject {
  /** undefined before anything was connected. */
  readonly connectionId: string | undefined
}

export interface Shown {
  readonly name: string
  readonly says: string
  /** Whether it brings a frame of its own. */
  readonly isCard?: boolean
  show(subject: Subject): ReactNode
}

/** Where a component is not on this page, and is found. */
export interface Elsewhere {
  readonly name: string
  readonly where: string
}

export const SHOWN: readonly Shown[] = [
  {
    name: 'ConnectButton',
    says: 'The first connect. It is hidden once a company is connected, unless it is set to say so.',
    show: (subject) => <ConnectButton {...subject} whenConnected="connected" />,
  },
  {
    name: 'ConnectionStatus',
    says: 'Says how the connection is, and how that is known.',
    isCard: true,
    show: (subject) => <ConnectionStatus {...subject} variant="card" className="surface" />,
  },
  {
    name: 'ReauthorizeMenu',
    says: 'The three dots.',
    show: (subject) => <ReauthorizeMenu {...subject} />,
  },
  {
    name: 'ConnectionBanner',
    says: 'Across a page while something needs a person, or is repaired; nothing otherwise.',
    isCard: true,
    show: () => <ConnectionBanner className="surface" />,
  },
  {
    name: 'DataSourceList',
    says: 'All companies of the tenant, the most urgent first.',
    isCard: true,
    show: () => <DataSourceList className="surface rows" />,
  },
  {
    name: 'IntegrationTile',
    says: 'A card of an integration store, with a switch.',
    isCard: true,
    show: (subject) => (
      <IntegrationTile {...subject} className="surface" description="Invoices, customers and fees." />
    ),
  },
  {
    name: 'SetupProgress',
    says: 'What follows a first connect: the import, then the host’s own form.',
    show: (subject) => <SetupProgress {...subject} />,
  },
  {
    name: 'SyncProgress',
    says: 'How the last copy of the books went, or goes.',
    show: (subject) => <SyncProgress {...subject} />,
  },
  {
    name: 'ConnectionHealth',
    says: 'How long the authorization lasts, and the last 90 days.',
    show: (subject) => <ConnectionHealth {...subject} />,
  },
  {
    name: 'ConnectionHistory',
    says: 'Who did what, and how it went.',
    show: (subject) => <ConnectionHistory {...subject} />,
  },
  {
    name: 'WrittenRecords',
    says: 'What the host wrote to the books, and the way to take it back.',
    show: (subject) => <WrittenRecords {...subject} />,
  },
  {
    name: 'RequestReauthorization',
    says: 'A link for an admin without an account here.',
    show: (subject) => <RequestReauthorization {...subject} />,
  },
  {
    name: 'ReadinessChecklist',
    says: 'For the people who integrate: what must be true before the connection is relied on.',
    show: (subject) => <ReadinessChecklist {...subject} />,
  },
  {
    name: 'SupportDetails',
    says: 'What support asks for, without anything secret.',
    show: (subject) => <SupportDetails {...subject} />,
  },
  {
    name: 'DisconnectGuide',
    says: 'How it is disconnected inside QuickBooks.',
    show: (subject) => <DisconnectGuide {...subject} listingName="Harborline" />,
  },
  {
    name: 'DisconnectButton',
    says: 'Says what stops, what stays and what is deleted before anything happens.',
    show: (subject) => <DisconnectButton {...subject} />,
  },
]

export const ELSEWHERE: readonly Elsewhere[] = [
  { name: 'ConnectionNotifications', where: 'The bell at the head of every page.' },
  { name: 'ConfirmCompanyDialog', where: 'Opens when a company was connected for the first time.' },
  { name: 'CompanyMismatchDialog', where: 'Opens when another company was chosen at Intuit.' },
  { name: 'DisconnectDialog', where: 'Opens from the three dots, the switch and the button.' },
  { name: 'OperationsBoard', where: 'On the page “Operations”, for those who may operate.' },
]
