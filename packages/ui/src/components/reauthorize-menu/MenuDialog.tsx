'use client'
// The dialogs that the menu's items open.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import type { AuthorizeTarget } from '../../core/authorization/authorization-session.ts'
import { useLazyModule, useMooring } from '../../hooks/useMooring.ts'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'

interface MenuDialogProps {
  kind: 'disconnect' | 'history' | 'switch'
  connection: Connection
  /** What is handed on to an authorization that begins here. */
  target: Pick<AuthorizeTarget, 'intent' | 'returnTo'>
  onClose: () => void
  onDisconnected: ((connection: Connection) => void) | undefined
}

const loadHistory = () => import('./HistoryDialog.tsx')
const loadSwitch = () => import('../company-switch/SwitchDialog.tsx')

export function MenuDialog({
  kind,
  connection,
  target,
  onClose,
  onDisconnected,
}: MenuDialogProps): ReactElement | null {
  const { words } = useMooring()
  const history = useLazyModule(loadHistory, kind === 'history', onClose)
  const change = useLazyModule(loadSwitch, kind === 'switch', onClose)
  const { id: connectionId, company } = connection
  if (kind === 'disconnect') {
    return <DisconnectDialog open {...{ connectionId, onDisconnected }} onOpenChange={onClose} />
  }
  if (kind === 'switch') return change && <change.SwitchDialog {...{ connection, target, onClose }} />
  return (
    history && (
      <history.HistoryDialog {...{ connectionId, onClose }} company={company.name ?? words.thisCompany} />
    )
  )
}
