// A component or hook that is given another connection has nothing of the one before: no answer, no open question, no input.
import type { Connection } from '@mooring/contract'
import { problemFixture } from '@mooring/contract/fixtures'
import { keepPreviousData, QueryClient } from '@tanstack/react-query'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  ConnectionHealth,
  ConnectionHistory,
  ConnectionStatus,
  DisconnectButton,
  DisconnectGuide,
  IntegrationTile,
  ReadinessChecklist,
  ReauthorizeMenu,
  RequestReauthorization,
  SetupProgress,
  SupportDetails,
  SyncProgress,
  useDisconnect,
  useHealth,
  useHistory,
  useReadiness,
  useSyncGate,
  WrittenRecords,
} from '../src/index.ts'
import { renderInProvider } from './render-in-provider.tsx'
import type { TestAdapter } from './test-adapter.ts'
import {
  ALDER,
  adapterOf,
  at,
  BIRCH,
  bothIn,
  broken,
  CAN,
  choose,
  expectAsAtFirst,
  press,
  spot,
} from './two-connections.tsx'

beforeEach(() => {
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
})

interface Case {
  readonly what: string
  readonly of: (connectionId: string) => ReactElement
  readonly connections?: Connection[]
  /** What the host's server answers with a problem for the first connection. */
  readonly refused?: string
  /** What a person does at the first connection. */
  readonly before: () => Promise<unknown>
}

const lost = bothIn('reauthorization_required', 'admin_access_lost', { can: { ...CAN, reauthorize: false } })
const setUp = (state: Connection['setup']['state']) =>
  bothIn('connected', null, { setup: { state, progress: null, error: null } })
const noted = async (text: RegExp) => await within(spot()).findByText(text)
const wrong = () => screen.findByRole('alert')

const CASES: Case[] = [
  {
    what: 'the status whose link was copied',
    of: (id) => <ConnectionStatus connectionId={id} />,
    connections: lost,
    before: async () => {
      await userEvent.click(await screen.findByRole('link', { name: 'Copy a link to this step' }))
      await noted(/link is copied/)
    },
  },
  {
    what: 'the menu that tested it',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    before: async () => {
      await choose('Test connection')
      await noted(/Connected to Alder Books/)
    },
  },
  {
    what: 'the menu that copied its details',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    before: async () => {
      await choose('Get support details')
      await noted(/Support details are copied/)
    },
  },
  {
    what: 'the menu that could not test it',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    refused: `POST /connections/${ALDER}/verify`,
    before: async () => {
      await choose('Test connection')
      await wrong()
    },
  },
  {
    what: 'the open menu',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    before: async () => {
      await press('QuickBooks connection actions')
      await screen.findByRole('menu')
    },
  },
  {
    what: 'the menu that asked to disconnect',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    before: async () => {
      await choose('Disconnect from QuickBooks')
      await screen.findByRole('alertdialog')
    },
  },
  {
    what: 'the menu that opened the history',
    of: (id) => <ReauthorizeMenu connectionId={id} />,
    before: async () => {
      await choose('View history')
      await screen.findByRole('dialog')
    },
  },
  {
    what: 'the button that asked to disconnect',
    of: (id) => <DisconnectButton connectionId={id} />,
    before: async () => {
      await press('Disconnect from QuickBooks')
      await screen.findByRole('alertdialog')
    },
  },
  {
    what: 'the tile that asked to disconnect',
    of: (id) => <IntegrationTile connectionId={id} />,
    before: async () => {
      await userEvent.click(await screen.findByRole('switch'))
      await screen.findByRole('alertdialog')
    },
  },
  {
    what: 'the support details that were copied',
    of: (id) => <SupportDetails connectionId={id} />,
    before: async () => {
      await press('Get support details')
      await noted(/Support details are copied/)
    },
  },
  {
    what: 'the support details that could not be had',
    of: (id) => <SupportDetails connectionId={id} />,
    refused: `GET /connections/${ALDER}/support`,
    before: async () => {
      await press('Get support details')
      await wrong()
    },
  },
  {
    what: 'the set-up that could not be tried again',
    of: (id) => <SetupProgress connectionId={id} />,
    connections: setUp('failed'),
    refused: `POST /connections/${ALDER}/setup/retry`,
    before: async () => {
      await press('Try again')
      await wrong()
    },
  },
  {
    what: 'the set-up whose form was filled in',
    of: (id) => (
      <SetupProgress connectionId={id}>
        <input aria-label="Sales account" />
      </SetupProgress>
    ),
    connections: setUp('configuration_required'),
    before: async () => {
      await userEvent.type(await screen.findByRole('textbox'), '4000')
      await userEvent.tab()
    },
  },
  {
    what: 'the sync',
    of: (id) => <SyncProgress connectionId={id} />,
    connections: broken,
    before: async () => await noted(/The last sync of Alder Books/),
  },
  {
    what: 'the history of what people did',
    of: (id) => <ConnectionHistory connectionId={id} />,
    before: async () => {
      await userEvent.selectOptions(await screen.findByRole('combobox'), 'Only what people did')
    },
  },
  {
    what: 'the link that was created',
    of: (id) => <RequestReauthorization connectionId={id} />,
    connections: broken,
    before: async () => {
      await userEvent.type(await screen.findByRole('textbox', { name: 'Name (optional)' }), 'Ada')
      await press('Create link')
      await noted(/The link is ready/)
    },
  },
  {
    what: 'the records that were about to be taken back',
    of: (id) => <WrittenRecords connectionId={id} />,
    before: async () => {
      await press('Take back…')
      await screen.findByRole('alertdialog')
    },
  },
  {
    what: 'the health whose table is open',
    of: (id) => <ConnectionHealth connectionId={id} />,
    before: async () => await userEvent.click(await screen.findByText('Show as a table')),
  },
  {
    what: 'the readiness',
    of: (id) => <ReadinessChecklist connectionId={id} />,
    before: async () => await screen.findByRole('button', { name: 'Check again' }),
  },
  {
    what: 'the guide',
    of: (id) => <DisconnectGuide connectionId={id} />,
    before: async () => await noted(/Alder Books/),
  },
]

it.each(CASES)('$what is as at first for another connection', async (given) => {
  const { of, connections = bothIn(), refused, before } = given
  const adapter = adapterOf(connections)
  // The fake one has the same for both.
  adapter.answers.set(`GET /connections/${BIRCH}/links`, () => ({ links: [] }))
  if (refused) adapter.instead.set(refused, problemFixture('store_unavailable'))
  const { rerender } = renderInProvider(adapter, at(of(ALDER)))
  await before()
  rerender(at(of(BIRCH)))
  await expectAsAtFirst(adapterOf(connections), of(BIRCH))
  for (const role of ['menu', 'dialog', 'alertdialog']) expect(screen.queryByRole(role)).toBeNull()
})

type Known = ReturnType<typeof useKnown>
function useKnown(id: string) {
  const { health } = useHealth(id)
  const { readiness } = useReadiness(id)
  const { entries } = useHistory(id)
  const { disconnect, problem, isDisconnecting } = useDisconnect(id)
  const { explain } = useSyncGate(id)
  return { health, readiness, entries, disconnect, problem, isDisconnecting, explain }
}

function Host({ id, onKnown }: { id: string; onKnown: (id: string, known: Known) => void }) {
  onKnown(id, useKnown(id))
  return null
}

/** What the hooks say of a connection, each time they are asked. */
function hooksOf(adapter: TestAdapter, options: Parameters<typeof renderInProvider>[2] = {}) {
  const heard: [string, Known][] = []
  const host = (id: string) => <Host id={id} onKnown={(...known) => heard.push(known)} />
  const { rerender } = renderInProvider(adapter, host(ALDER), options)
  const all = (id: string) => heard.flatMap(([other, known]) => (other === id ? known : []))
  return { all, last: (id: string) => all(id).at(-1), show: (id: string) => rerender(host(id)) }
}

describe('the hooks', () => {
  it('say nothing that was read of another connection, whatever the host has its own queries do', async () => {
    const adapter = adapterOf(bothIn())
    for (const reading of ['health', 'readiness', 'history'])
      adapter.delays.set(`GET /connections/${BIRCH}/${reading}`, new Promise(() => {}))
    const queryClient = new QueryClient({
      defaultOptions: { queries: { placeholderData: keepPreviousData } },
    })
    const hooks = hooksOf(adapter, { queryClient })
    await waitFor(() => {
      const { health, readiness, entries } = hooks.last(ALDER) ?? {}
      expect([health, readiness, entries?.length]).toEqual([
        expect.anything(),
        expect.anything(),
        expect.any(Number),
      ])
      expect(entries?.length).toBeGreaterThan(0)
    })
    hooks.show(BIRCH)
    await waitFor(() => expect(hooks.all(BIRCH).length).toBeGreaterThan(0))
    for (const { health, readiness, entries } of hooks.all(BIRCH))
      expect({ health, readiness, entries }).toEqual({ health: null, readiness: null, entries: [] })
  })

  it('have a disconnect of each connection, with its own problem', async () => {
    const adapter = adapterOf(bothIn())
    adapter.instead.set(`POST /connections/${ALDER}/disconnect`, problemFixture('store_unavailable'))
    const { promise, resolve } = Promise.withResolvers<void>()
    adapter.delays.set(`POST /connections/${ALDER}/disconnect`, promise)
    const hooks = hooksOf(adapter)
    await waitFor(() => expect(hooks.last(ALDER)?.health).toBeTruthy())
    const refused = hooks.last(ALDER)?.disconnect()
    await waitFor(() => expect(hooks.last(ALDER)?.isDisconnecting).toBe(true))
    hooks.show(BIRCH)
    await waitFor(() => expect(hooks.last(BIRCH)?.health).toBeTruthy())
    const other = await hooks.last(BIRCH)?.disconnect()
    expect(other?.id).toBe(BIRCH)
    resolve()
    await refused
    hooks.show(ALDER)
    await waitFor(() => expect(hooks.last(ALDER)?.problem?.code).toBe('store_unavailable'))
    for (const { problem } of hooks.all(BIRCH)) expect(problem).toBeNull()
    expect(hooks.all(BIRCH)[0]?.isDisconnecting).toBe(false)
  })
})
