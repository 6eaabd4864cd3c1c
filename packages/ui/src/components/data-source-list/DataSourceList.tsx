'use client'
// All companies of the tenant, each with its status and its actions.
import type { Connection } from '@mooring/contract'
import {
  type ComponentPropsWithoutRef,
  forwardRef,
  memo,
  type ReactElement,
  type ReactNode,
  startTransition,
  useEffect,
  useState,
} from 'react'
import { classNames } from '../../core/class-names.ts'
import { byUrgency } from '../../core/connection-priority.ts'
import { distinguishCompanies } from '../../core/distinguish-companies.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { ConnectButton } from '../connect-button/ConnectButton.tsx'
import { ConnectionStatus } from '../connection-status/ConnectionStatus.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import { ReauthorizeMenu } from '../reauthorize-menu/ReauthorizeMenu.tsx'

export interface DataSourceListProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** What each row contains. @default its status, the three dots, and what a pause has left undone */
  renderItem?: (connection: Connection) => ReactNode
  /** Called by "Add a QuickBooks company". @default a button that connects one more, once the others are confirmed */
  onAdd?: () => void
}

/** Lists the tenant's connections, the most urgent first. It renders a `div` with a list in it. */
export const DataSourceList = forwardRef<HTMLDivElement, DataSourceListProps>(function DataSourceList(
  { renderItem = row, onAdd, ...own },
  ref,
) {
  const words = useComponentMessages()
  const { words: first } = useMooring()
  const { connections, can, isLoading, problem } = useConnections()
  const filled = useFilledRows(connections.length)
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
          {byUrgency(connections).map((connection, at) => (
            <Item
              key={connection.id}
              {...{ connection, renderItem }}
              label={distinguishCompanies(connection, connections).company.name ?? undefined}
              isFilled={at < filled}
            />
          ))}
        </ul>
      )}
      {!onAdd ? (
        !problem && <ConnectMore connections={connections} />
      ) : can.connect ? (
        <Button onClick={onAdd}>{words.addSource}</Button>
      ) : (
        state === 'empty' && <RequestAccess right="connect" text={first.askToConnect} />
      )}
    </div>
  )
})

/** One more, at the end of the list: a company that waits to be confirmed comes first, and asks in its own row. */
function ConnectMore({ connections }: { connections: readonly Connection[] }): ReactElement | null {
  const words = useComponentMessages()
  const { can, dataUse } = useConnections()
  const live = connections.filter(({ status }) => status !== 'disconnected')
  if (connections.length > 0 && !can.connect) return null
  if (live.length === 0) return <ConnectButton connectionId={connections.length > 1 ? null : undefined} />
  if (live.some(({ status }) => status === 'awaiting_confirmation')) return null
  // Who has connected before knows what is needed; what the data is used for is said before each consent.
  return (
    <ConnectButton connectionId={null} guide={!!dataUse}>
      {words.connectAnother}
    </ConnectButton>
  )
}

/** As many rows as a large screen shows: they are filled at once, then as many at a time. */
const ROWS_AT_A_TIME = 25

/** A list of hundreds does not block the page meanwhile: its rows are there at once, and are filled bit by bit from the top. */
function useFilledRows(rows: number): number {
  const [filled, setFilled] = useState(ROWS_AT_A_TIME)
  useEffect(() => {
    if (filled < rows) startTransition(() => setFilled(filled + ROWS_AT_A_TIME))
  }, [filled, rows])
  return filled
}

interface ItemProps {
  connection: Connection
  renderItem: (connection: Connection) => ReactNode
  label: string | undefined
  isFilled: boolean
}

/** Only the row whose connection changed is rendered again. */
const Item = memo(function Item(props: ItemProps): ReactElement {
  const { connection, renderItem, label, isFilled } = props
  return (
    <li aria-label={label} data-status={connection.status}>
      {isFilled && renderItem(connection)}
    </li>
  )
})

const row = (connection: Connection): ReactElement => (
  <>
    <ConnectionStatus connectionId={connection.id} />
    <ReauthorizeMenu connectionId={connection.id} />
    <Missed connection={connection} />
  </>
)

const loadMissed = () => import('./MissedWork.tsx')

/** Whether a pause has left work undone, or what it left was done by the last run. */
const hasMissed = ({ status, sync }: Connection): boolean =>
  status !== 'disconnected' && (sync.state === 'paused' || !!sync.missedSince)

function Missed({ connection }: { connection: Connection }): ReactElement | null {
  const isWanted = hasMissed(connection)
  const module = useLazyModule(loadMissed, isWanted)
  return isWanted && module ? <module.MissedWork connection={connection} /> : null
}
