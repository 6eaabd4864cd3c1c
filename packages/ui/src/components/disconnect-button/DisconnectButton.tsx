'use client'
// The visible button that disconnects, with its dialog.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useStateOf } from '../../hooks/useStateOf.ts'
import { Button } from '../button/Button.tsx'
import { ButtonPlaceholder } from '../button/ButtonPlaceholder.tsx'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'

export interface DisconnectButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** Called once it is disconnected; `disconnect.revoke` says whether QuickBooks knows already, `disconnect.dataDeleted` whether your server has deleted. */
  onDisconnected?: (connection: Connection) => void
}

/** Renders a `button` (a placeholder while loading), or nothing where there is nothing this caller could disconnect. */
export const DisconnectButton = forwardRef<HTMLButtonElement, DisconnectButtonProps>(
  function DisconnectButton({ connectionId, onDisconnected, children, ...own }, ref) {
    const words = useComponentMessages()
    const { connection, isLoading } = useConnection(connectionId)
    const [open, setOpen] = useStateOf(connection?.id, false)
    const text = children ?? words.disconnect
    const className = classNames('mooring', own.className)
    if (isLoading) {
      return <ButtonPlaceholder className={className}>{text}</ButtonPlaceholder>
    }
    if (!connection?.can.disconnect || connection.status === 'disconnected') return null
    return (
      <>
        <Button
          {...own}
          buttonRef={ref}
          className={className}
          data-status={connection.status}
          onClick={(event) => {
            own.onClick?.(event)
            if (!event.defaultPrevented) setOpen(true)
          }}
        >
          {text}
        </Button>
        <DisconnectDialog
          connectionId={connection.id}
          open={open}
          onOpenChange={setOpen}
          onDisconnected={onDisconnected}
        />
      </>
    )
  },
)
