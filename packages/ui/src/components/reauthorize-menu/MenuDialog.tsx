'use client'
// The dialogs that the menu's items open.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useModule, useMooring } from '../../hooks/useMooring.ts'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'

interface MenuDialogProps {
  kind: 'disconnect' | 'history'
  connection: Connection
  onClose: () => void
  onDisconnected: ((connection: Connection) => void) | undefined
}

const loadHistory = () => import('./HistoryDialog.tsx')

export function MenuDialog({
  kind,
  connection,
  onClose,
  onDisconnected,
}: MenuDialogProps): ReactElement | null {
  const { words } = useMooring()
  const history = useModule(loadHistory, kind === 'history', onClose)
  const { id: connectionId, company } = connection
  if (kind === 'disconnect') {
    return <DisconnectDialog open {...{ connectionId, onDisconnected }} onOpenChange={onClose} />
  }
  return (
    history && (
      <history.HistoryDialog {...{ connectionId, onClose }} company={company.name ?? words.thisCompany} />
    )
  )
}
