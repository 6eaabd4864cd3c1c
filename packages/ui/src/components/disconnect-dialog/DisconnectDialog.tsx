'use client'
// Asks before a connection is ended. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'
import type { DisconnectDialogProps } from './disconnect-dialog-props.ts'

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
