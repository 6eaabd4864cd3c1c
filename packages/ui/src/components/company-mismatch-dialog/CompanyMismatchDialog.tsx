'use client'
// Names both companies where another one was chosen than the connection's. The dialog itself comes when it is first opened.
import type { Problem } from '@mooring/contract'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import type { AuthorizeTarget } from '../../authorization/flow.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useModule } from '../../hooks/useModule.ts'

export interface CompanyMismatchDialogProps
  extends Omit<ComponentPropsWithoutRef<'dialog'>, 'open' | 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The attempt's problem, which names both companies. */
  problem: Problem
  /** What the next attempt takes along. @default nothing */
  target?: Pick<AuthorizeTarget, 'intent' | 'returnTo'>
}

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
