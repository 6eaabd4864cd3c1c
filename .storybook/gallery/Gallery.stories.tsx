// Everything in one view, in the theme, locale and direction of the toolbar.
import type { Meta, StoryObj } from '@storybook/react-vite'
import type { ReactNode } from 'react'
import {
  connectionFixture,
  connectionListFixture,
  FIXTURE_NOW,
  linkFixture,
} from '../../packages/contract/src/fixtures/index.ts'
import {
  ConnectButton,
  ConnectionBanner,
  ConnectionHealth,
  ConnectionHistory,
  ConnectionNotifications,
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
} from '../../packages/ui/src/index.ts'
import { Frame } from '../Frame.tsx'
import { given, on } from '../scenario.ts'
import { STATUS_STATES } from '../scenarios.ts'
import * as states from '../states.ts'
import { Piece } from './Piece.tsx'
import './gallery.css'

const progress = { completed: 1204, total: 3100, label: 'Invoices' }
const running = on(
  connectionFixture('connected', null, {
    sync: { ...connectionFixture().sync, state: 'running', progress, startedAt: FIXTURE_NOW },
  }),
)
const importing = on(
  connectionFixture('connected', null, { setup: { state: 'importing', progress, error: null } }),
)
const audited = given({
  list: connectionListFixture([
    connectionFixture('connected', null, { can: { ...connectionFixture().can, audit: true } }),
  ]),
})

const linked = given({
  list: connectionListFixture([connectionFixture('reauthorization_required', 'admin_access_lost')]),
  links: [linkFixture('at_intuit'), linkFixture('expired')],
})

type Pieces = Record<string, [state: typeof audited, piece: ReactNode]>

const HANDS: Pieces = {
  ConnectButton: [states.Empty, <ConnectButton key="" />],
  'ConnectButton, waiting': [states.AttemptPending, <ConnectButton key="" />],
  'ConnectButton, to confirm': [states.AwaitingConfirmation, <ConnectButton key="" />],
  'ConnectButton, connected': [states.Connected, <ConnectButton key="" whenConnected="connected" />],
  'ConnectionStatus, a card': [states.Connected, <ConnectionStatus key="" variant="card" />],
  'ConnectionStatus, to act on': [
    states.ReauthorizationRequiredRevoked,
    <ConnectionStatus key="" variant="card" />,
  ],
  ReauthorizeMenu: [states.Connected, <ReauthorizeMenu key="" />],
  DisconnectButton: [states.Connected, <DisconnectButton key="" />],
  ConnectionNotifications: [states.SeveralCompanies, <ConnectionNotifications key="" />],
}

const ROOMS: Record<string, Pieces> = {
  'On your pages': {
    DataSourceList: [states.SeveralCompanies, <DataSourceList key="" />],
    IntegrationTile: [
      states.Connected,
      <IntegrationTile key="" description="Invoices, customers and payments." />,
    ],
    'IntegrationTile, off': [
      states.Empty,
      <IntegrationTile key="" description="Invoices, customers and payments." />,
    ],
    ConnectionBanner: [
      states.ReauthorizationRequiredRevoked,
      <ConnectionBanner key="" onNavigate={() => {}} />,
    ],
  },
  'Of one connection': {
    ConnectionHealth: [states.Connected, <ConnectionHealth key="" />],
    ReadinessChecklist: [states.ReauthorizationRequiredRevoked, <ReadinessChecklist key="" />],
    SyncProgress: [running, <SyncProgress key="" />],
    SetupProgress: [importing, <SetupProgress key="" />],
    ConnectionHistory: [audited, <ConnectionHistory key="" />],
    WrittenRecords: [audited, <WrittenRecords key="" />],
    DisconnectGuide: [states.Connected, <DisconnectGuide key="" listingName="Harborline" />],
    SupportDetails: [states.Connected, <SupportDetails key="" />],
    RequestReauthorization: [linked, <RequestReauthorization key="" />],
  },
}

/** Stories by their id, and the height that shows all of each. */
const DIALOGS: Record<string, [story: string, height: number]> = {
  ConfirmCompanyDialog: ['components-confirmcompanydialog--sandbox', 340],
  CompanyMismatchDialog: ['components-companymismatchdialog--three-ways', 340],
  DisconnectDialog: ['components-disconnectdialog--with-impact', 720],
  'ReauthorizeMenu, open': ['components-reauthorizemenu--open', 300],
}

function Room({ title, narrow, children }: { title: string; narrow?: boolean; children: ReactNode }) {
  return (
    <section className="gallery-room">
      <h2>{title}</h2>
      <div className="gallery-wall" data-narrow={narrow}>
        {children}
      </div>
    </section>
  )
}

const hang = (pieces: Pieces, locale: string) =>
  Object.entries(pieces).map(([name, [state, piece]]) => (
    <Piece key={name} {...{ name, state, locale }}>
      {piece}
    </Piece>
  ))

function Gallery({ globals }: { globals: Record<string, unknown> }) {
  const locale = String(globals.locale)
  return (
    <div className="gallery">
      <Room title="To press" narrow>
        {hang(HANDS, locale)}
      </Room>
      <Room title="What is true">
        {STATUS_STATES.map((state) => (
          <Piece
            key={state.parameters.caption.title}
            {...{ name: state.parameters.caption.title, state, locale }}
          >
            <ConnectionStatus />
          </Piece>
        ))}
      </Room>
      {Object.entries(ROOMS).map(([title, pieces]) => (
        <Room key={title} title={title}>
          {hang(pieces, locale)}
        </Room>
      ))}
      <Room title="To answer">
        {Object.entries(DIALOGS).map(([name, [story, height]]) => (
          <article key={name} className="gallery-piece">
            <h3>{name}</h3>
            <Frame title={name} {...{ story, height, globals }} />
          </article>
        ))}
      </Room>
    </div>
  )
}

const meta: Meta = {
  title: 'Gallery',
  // Each piece is tested in stories of its own; together they repeat each other's names.
  tags: ['!test'],
  parameters: { layout: 'fullscreen' },
  render: (_, { globals }) => <Gallery globals={globals} />,
}
export default meta

export const Everything: StoryObj = {}
