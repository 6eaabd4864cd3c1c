'use client'
// Asks before a connection is ended. The dialog itself comes when it is first opened.
import type { Connection } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'

export interface DisconnectDialogProps extends Omit<ComponentPropsWithoutRef<'dialog'>, 'open' | 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Called once it is disconnected; `disconnect.revoke` says whether QuickBooks knows already. */
  onDisconnected?: (connection: Connection) => void
}

const loadPanel = () => import('./DisconnectPanel.tsx')

/** Says what stops, stays and is deleted, asks why, and disconnects. It renders a `dialog` at the end of the page. */
export const DisconnectDialog = forwardRef<HTMLDialogElement, DisconnectDialogProps>(
  function DisconnectDialog({ connectionId, open, onOpenChange, ...rest }, ref) {
    const { connection } = useConnection(connectionId)
    const module = useModule(loadPanel, open, () => onOpenChange(false))
    if (!open || !module || !connection) return null
    return (
      <module.DisconnectPanel
        {...rest}
        panelRef={ref}
        connection={connection}
        onClose={() => onOpenChange(false)}
      />
    )
  },
)
