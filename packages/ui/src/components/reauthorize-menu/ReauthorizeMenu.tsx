'use client'
// The three dots beside a connection. The trigger is permanent; the menu comes when it is about to be wanted.
import type { Connection, Problem } from '@mooring/contract'
import {
  type ComponentPropsWithoutRef,
  forwardRef,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { dropStepLink, readStepLink } from '../../core/authorization/step-link.ts'
import { classNames } from '../../core/class-names.ts'
import { useAuthorize } from '../../hooks/useAuthorize.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { useStateOf } from '../../hooks/useStateOf.ts'
import { AuthorizationProgress, ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { Icon } from '../icon/Icon.tsx'
import { MenuDialog } from './MenuDialog.tsx'
import { isCurrent, type MenuActions, type MenuItem, type MenuItemName, type MenuNote } from './menu-items.ts'

export interface ReauthorizeMenuProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** What the host calls it, such as "Edit credentials". @default "Re-authorize" */
  reauthorizeLabel?: string
  /** Which items, in which order, the host's own among them. @default all of Mooring's but `switch` */
  items?: ReadonlyArray<MenuItemName | MenuItem>
  /** Where a redirect comes back to. @default this page */
  returnTo?: string
  /** JSON (≤ 4 kB) handed back with the attempt. */
  intent?: unknown
  /** What the trigger shows and is called. @default three dots, "QuickBooks connection actions" */
  trigger?: ReactNode
  /** Called once the connection is re-authorized. */
  onReauthorized?: (connection: Connection) => void
  /** Called once another company was connected from here. */
  onConnected?: (connection: Connection) => void
  /** Called once it is disconnected; what is left to say is in its `disconnect`. */
  onDisconnected?: (connection: Connection) => void
  /** Called when re-authorizing failed or was refused. */
  onProblem?: (problem: Problem) => void
  /** Opens the host's view of the history. @default a dialog with `ConnectionHistory` */
  onViewHistory?: (connection: Connection) => void
}

const loadMenu = () => import('./ActionsMenu.tsx')

/** Re-authorize, disconnect, test and more, behind three dots. It renders a `div`, or nothing without a connection. */
export const ReauthorizeMenu = forwardRef<HTMLDivElement, ReauthorizeMenuProps>(
  function ReauthorizeMenu(props, ref) {
    const { connectionId, reauthorizeLabel, items, returnTo, intent, trigger, onViewHistory, ...rest } = props
    const { onReauthorized, onConnected, onDisconnected, onProblem, ...own } = rest
    const { connection, isLoading } = useConnection(connectionId)
    const outcomes = { onReauthorized, onConnected, onProblem }
    const flow = useAuthorize({
      connectionId: connection?.id ?? connectionId,
      returnTo,
      intent,
      // Without a connection it shows nothing at all.
      presentsProgress: isLoading || connection !== null,
      ...outcomes,
    })
    const [note, setNote] = useStateOf<MenuNote | null>(connection?.id, null)
    const [dialog, setDialog] = useStateOf<'disconnect' | 'history' | 'switch' | null>(connection?.id, null)
    if (!connection && !isLoading) return null

    return (
      <div
        {...own}
        ref={ref}
        className={classNames('mooring mooring-actions-menu', own.className)}
        data-status={connection?.status}
      >
        {connection ? (
          <MenuButton
            connection={connection}
            trigger={trigger}
            menu={{
              items,
              reauthorizeLabel,
              onViewHistory: onViewHistory ?? (() => setDialog('history')),
              onReauthorize: flow.start,
              onSwitch: () => setDialog('switch'),
              onDisconnect: () => setDialog('disconnect'),
              onNote: setNote,
              onToggle: () => {
                setNote(null)
                // Why it failed stays until it was read.
                if (!flow.problem) flow.dismiss()
              },
            }}
          />
        ) : (
          <span className="mooring-dots mooring-skeleton" aria-hidden="true" />
        )}
        <AuthorizationProgress flow={flow} />
        {note?.problem && <ErrorMessage problem={note.problem} />}
        {note?.text && isCurrent(note, connection) && <span className="mooring-note-text">{note.text}</span>}
        {connection && dialog && (
          <MenuDialog
            kind={dialog}
            {...{ connection, onDisconnected }}
            target={{ intent, returnTo }}
            onClose={() => setDialog(null)}
          />
        )}
      </div>
    )
  },
)

interface MenuButtonProps {
  connection: Connection
  trigger: ReactNode
  menu: MenuActions
}

function MenuButton({ connection, trigger, menu }: MenuButtonProps): ReactElement {
  const { words: first } = useMooring()
  const words = useComponentMessages()
  const [open, setOpen] = useStateOf(connection.id, false)
  const [wanted, setWanted] = useState(false)
  const [byKeyboard, setByKeyboard] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const module = useLazyModule(loadMenu, wanted || open, () => {
    setWanted(false)
    setOpen(false)
  })
  const want = () => setWanted(true)
  useEffect(() => {
    const link = readStepLink()
    if (link?.step !== 'menu' || link.connectionId !== connection.id) return
    dropStepLink()
    button.current?.scrollIntoView({ block: 'center' })
    setByKeyboard(true)
    setOpen(true)
  }, [connection.id, setOpen])
  return (
    <span className="mooring-menu-anchor">
      <button
        ref={button}
        type="button"
        id={id}
        className={trigger ? 'mooring-button' : 'mooring-dots'}
        aria-label={trigger ? undefined : words.actions}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-describedby={`${id}-company`}
        data-connection={connection.id}
        data-state={open ? 'open' : 'closed'}
        onPointerEnter={want}
        onFocus={want}
        onClick={({ detail }) => {
          setByKeyboard(detail === 0)
          setOpen(!open)
          menu.onToggle()
        }}
      >
        {trigger ?? <Icon name="dots" />}
      </button>
      <span id={`${id}-company`} hidden>
        {connection.company.name ?? first.thisCompany}
      </span>
      {module && (
        <module.ActionsMenu {...{ connection, button, open, byKeyboard, menu }} onOpenChange={setOpen} />
      )}
    </span>
  )
}
