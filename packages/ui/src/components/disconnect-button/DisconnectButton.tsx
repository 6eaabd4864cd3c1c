'use client'
// The visible button that disconnects, with its dialog.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef, useState } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { classNames } from '../class-names.ts'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'

export interface DisconnectButtonProps extends ComponentPropsWithoutRef<'button'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** Called once it is disconnected; `disconnect.revoke` says whether QuickBooks knows already. */
  onDisconnected?: (connection: Connection) => void
}

/** Renders a `button` (its room while loading), or nothing where there is nothing this caller could disconnect. */
export const DisconnectButton = forwardRef<HTMLButtonElement, DisconnectButtonProps>(
  function DisconnectButton({ connectionId, onDisconnected, children, ...own }, ref) {
    const { words } = useMooring()
    const { connection, isLoading } = useConnection(connectionId)
    const [open, setOpen] = useState(false)
    const text = children ?? words.disconnect
    if (isLoading) {
      return (
        <span
          className={classNames('mooring mooring-button mooring-skeleton', own.className)}
          aria-hidden="true"
        >
          {text}
        </span>
      )
    }
    if (!connection?.can.disconnect || connection.status === 'disconnected') return null
    return (
      <>
        <button
          type="button"
          {...own}
          ref={ref}
          className={classNames('mooring mooring-button', own.className)}
          data-status={connection.status}
          onClick={(event) => {
            own.onClick?.(event)
            if (!event.defaultPrevented) setOpen(true)
          }}
        >
          {text}
        </button>
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
