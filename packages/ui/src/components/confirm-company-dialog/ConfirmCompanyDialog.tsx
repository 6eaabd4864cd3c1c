'use client'
// Asks whether the company that was connected is the right one. The dialog itself comes when it is first opened.
import { forwardRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'
import type { ConfirmCompanyDialogProps } from './confirm-company-dialog-props.ts'

const loadPanel = () => import('./ConfirmCompanyPanel.tsx')

/** Names the company big before anything is synced. The provider shows it by itself after a connect. It renders a `dialog`. */
export const ConfirmCompanyDialog = forwardRef<HTMLDialogElement, ConfirmCompanyDialogProps>(
  function ConfirmCompanyDialog({ connectionId, open, onOpenChange, ...rest }, ref) {
    const { connection } = useConnection(connectionId)
    const module = useModule(loadPanel, open, () => onOpenChange(false))
    // Confirmed or gone meanwhile, here or by somebody else: nothing is left to ask.
    if (!open || !module || connection?.status !== 'awaiting_confirmation') return null
    return (
      <module.ConfirmCompanyPanel
        {...rest}
        panelRef={ref}
        connection={connection}
        onClose={() => onOpenChange(false)}
      />
    )
  },
)
