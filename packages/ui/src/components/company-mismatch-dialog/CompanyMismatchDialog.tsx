'use client'
// Names both companies where another one was chosen than the connection's. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'
import type { CompanyMismatchDialogProps } from './company-mismatch-dialog-props.ts'

const loadPanel = () => import('./CompanyMismatchPanel.tsx')

/** Offers three ways on; nothing has changed meanwhile. The provider shows it by itself. It renders a `dialog`. */
export const CompanyMismatchDialog = forwardRef<HTMLDialogElement, CompanyMismatchDialogProps>(
  function CompanyMismatchDialog({ connectionId, open, onOpenChange, ...rest }, ref) {
    const { connection } = useConnection(connectionId)
    const module = useModule(loadPanel, open, () => onOpenChange(false))
    if (!open || !module || !connection) return null
    return (
      <module.CompanyMismatchPanel
        {...rest}
        panelRef={ref}
        connection={connection}
        onClose={() => onOpenChange(false)}
      />
    )
  },
)
