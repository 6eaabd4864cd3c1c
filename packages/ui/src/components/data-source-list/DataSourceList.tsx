'use client'
// All companies of the tenant, each with its status and its actions.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, memo, type ReactElement, type ReactNode } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { classNames } from '../class-names.ts'
import { ConnectButton } from '../connect-button/ConnectButton.tsx'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { ReauthorizeMenu } from '../reauthorize-menu/ReauthorizeMenu.tsx'

export interface DataSourceListProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** What stands in each row. @default its status and the three dots */
  renderItem?: (connection: Connection) => ReactNode
  /** Called by "Add a QuickBooks company". @default the connect button, as long as nothing is connected */
  onAdd?: () => void
}

/** Lists the tenant's connections. It renders a `div` with a list in it. */
export const DataSourceList = forwardRef<HTMLDivElement, DataSourceListProps>(function DataSourceList(
  { renderItem = row, onAdd, ...own },
  ref,
) {
  const words = useWordsOnDemand()
  const { connections, can, isLoading, problem } = useConnections()
  const state = connections.length ? 'ready' : isLoading ? 'loading' : problem ? 'unknown' : 'empty'
  return (
    <div
      {...own}
      ref={ref}
      className={classNames('mooring mooring-sources', own.className)}
      data-state={state}
    >
      {connections.length === 0 && <ConnectionStatus />}
      {connections.length > 0 && (
        <ul aria-label={words.dataSources}>
          {connections.map((connection) => (
            <Item key={connection.id} {...{ connection, renderItem }} />
          ))}
        </ul>
      )}
      {!onAdd && !problem && <ConnectButton />}
      {onAdd && can.connect && (
        <button type="button" className="mooring-button" onClick={onAdd}>
          {words.addSource}
        </button>
      )}
    </div>
  )
})

type ItemProps = { connection: Connection; renderItem: (connection: Connection) => ReactNode }

/** Only the row whose connection changed is rendered again. */
const Item = memo(function Item({ connection, renderItem }: ItemProps): ReactElement {
  return <li data-status={connection.status}>{renderItem(connection)}</li>
})

const row = (connection: Connection): ReactElement => (
  <>
    <ConnectionStatus connectionId={connection.id} />
    <ReauthorizeMenu connectionId={connection.id} />
  </>
)
