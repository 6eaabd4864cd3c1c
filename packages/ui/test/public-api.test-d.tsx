// What hosts' compilers accept and infer at the kit's entry points. `tsc` runs it: `pnpm check`.
import type { Connection, Problem } from '@mooring/contract'
import {
  type Authorize,
  ConfirmCompanyDialog,
  ConnectButton,
  ConnectionStatus,
  type GateReason,
  type OneConnection,
  QuickBooksProvider,
  type QuickBooksProviderProps,
  ReauthorizeMenu,
  useAuthorize,
  useConnection,
  useConnections,
  useDisconnect,
  useSyncGate,
} from '@mooring/ui'
import { ConnectButton as AloneButton } from '@mooring/ui/connect-button'
import { useConnection as aloneHook } from '@mooring/ui/hooks'
import { createRef } from 'react'
import { expectTypeOf } from 'vitest'

// An entry of its own gives the same component and hook.
expectTypeOf(AloneButton).toEqualTypeOf(ConnectButton)
expectTypeOf(aloneHook).toEqualTypeOf(useConnection)

expectTypeOf(useConnection).returns.toEqualTypeOf<OneConnection>()
expectTypeOf<OneConnection['connection']>().toEqualTypeOf<Connection | null>()
expectTypeOf(useConnections).returns.toHaveProperty('connections').toEqualTypeOf<readonly Connection[]>()
expectTypeOf(useAuthorize).returns.toEqualTypeOf<Authorize>()
expectTypeOf<Authorize['state']>().toEqualTypeOf<'idle' | 'starting' | 'waiting' | 'ended'>()
expectTypeOf<Authorize['problem']>().toEqualTypeOf<Problem | null>()
expectTypeOf(useDisconnect)
  .returns.toHaveProperty('disconnect')
  .returns.resolves.toEqualTypeOf<Connection | null>()
expectTypeOf(useSyncGate).returns.toHaveProperty('reason').toEqualTypeOf<GateReason | null>()
expectTypeOf(useSyncGate).parameter(0).toEqualTypeOf<string | undefined>()

const provider = {
  basePath: '/api/quickbooks',
  headers: async () => ({ authorization: 'Bearer token' }),
  help: (topic) => (topic === 'revoked' ? '/help/revoked' : null),
  messages: { connect: 'Link QuickBooks' },
  slots: {
    button: ({ kind, ...props }) => <button {...props} data-kind={kind} />,
    link: (props) => <a {...props} />,
  },
} satisfies QuickBooksProviderProps

export const Page = () => (
  <QuickBooksProvider {...provider}>
    <ConnectionStatus
      className="status"
      variant="card"
      data-test="status"
      ref={createRef<HTMLDivElement>()}
    />
    <ConnectButton
      mode="popup"
      whenConnected="connected"
      onConnected={({ id }) => expectTypeOf(id).toBeString()}
    />
    <ReauthorizeMenu
      items={[
        'reauthorize',
        { id: 'own', label: 'Export', onSelect: ({ company }) => expectTypeOf(company).toBeObject() },
      ]}
    />
  </QuickBooksProvider>
)

export const Wrong = () => (
  <>
    {/* @ts-expect-error: nowhere to ask */}
    <QuickBooksProvider />
    {/* @ts-expect-error: no such mode */}
    <ConnectButton mode="tab" />
    {/* @ts-expect-error: no such item */}
    <ReauthorizeMenu items={['delete']} />
    {/* @ts-expect-error: a dialog that cannot be closed */}
    <ConfirmCompanyDialog open />
    {/* @ts-expect-error: a word that there is not */}
    <QuickBooksProvider basePath="/api/quickbooks" messages={{ connectt: 'Link' }} />
  </>
)
