'use client'
// The history of a connection, in a dialog; loaded on demand.
import type { ReactElement } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { Button } from '../button/Button.tsx'
import { ConnectionHistory } from '../connection-history/ConnectionHistory.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'

interface HistoryDialogProps {
  connectionId: string
  /** The company's name. */
  company: string
  onClose: () => void
}

export function HistoryDialog({ connectionId, company, onClose }: HistoryDialogProps): ReactElement {
  const words = useDialogMessages()
  return (
    <AlertDialog
      role="dialog"
      data-wide=""
      title={usePanelNames().history(company)}
      description={null}
      onDismiss={onClose}
      answers={
        <Button data-safe="" onClick={onClose}>
          {words.close}
        </Button>
      }
    >
      <ConnectionHistory connectionId={connectionId} />
    </AlertDialog>
  )
}
