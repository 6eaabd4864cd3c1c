// What the dialog that asks about another company than expected is handed: by a host, and on to its panel.
import type { Problem } from '@mooring/contract'
import type { ComponentPropsWithoutRef } from 'react'
import type { AuthorizeTarget } from '../../core/authorization/authorization-session.ts'

export interface CompanyMismatchDialogProps
  extends Omit<ComponentPropsWithoutRef<'dialog'>, 'open' | 'children' | 'onClose' | 'onCancel'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** Whether it is shown. */
  open: boolean
  /** Called when it wants to be closed or opened; hand the answer back as `open`. */
  onOpenChange: (open: boolean) => void
  /** The attempt's problem, which names both companies. */
  problem: Problem
  /** What the next attempt takes along. @default nothing */
  target?: Pick<AuthorizeTarget, 'intent' | 'returnTo'>
}
