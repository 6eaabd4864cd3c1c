// What the dialog that asks whether it is the right company is handed: by a host, and on to its panel.
import type { Connection } from '@mooring/contract'
import type { ComponentPropsWithoutRef } from 'react'
import type { AuthorizeTarget } from '../../core/authorization/authorization-session.ts'

export interface ConfirmCompanyDialogProps
  extends Omit<ComponentPropsWithoutRef<'dialog'>, 'open' | 'children' | 'onClose' | 'onCancel'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** Whether it is shown. */
  open: boolean
  /** Called when it wants to be closed or opened; hand the answer back as `open`. */
  onOpenChange: (open: boolean) => void
  /** What "No, choose another" takes along to the next attempt. @default nothing */
  target?: Pick<AuthorizeTarget, 'intent' | 'returnTo' | 'why'>
  /** Called once the company is confirmed. */
  onConfirmed?: (connection: Connection) => void
}
