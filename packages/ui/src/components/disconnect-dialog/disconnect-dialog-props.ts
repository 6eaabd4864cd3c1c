// What the dialog that asks about a disconnect is handed: by a host, and on to its panel.
import type { Connection } from '@mooring/contract'
import type { ComponentPropsWithoutRef } from 'react'

export interface DisconnectDialogProps
  extends Omit<ComponentPropsWithoutRef<'dialog'>, 'open' | 'children' | 'onClose' | 'onCancel'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** Whether it is shown. */
  open: boolean
  /** Called when it wants to be closed or opened; hand the answer back as `open`. */
  onOpenChange: (open: boolean) => void
  /** What led to the question, in a sentence that is said first. */
  note?: string
  /** Called once it is disconnected; `disconnect.revoke` says whether QuickBooks knows already, `disconnect.dataDeleted` whether your server has deleted. */
  onDisconnected?: (connection: Connection) => void
}
