'use client'
// The history of a connection, in a dialog; loaded on demand.
import type { ReactElement } from 'react'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { ConnectionHistory } from '../connection-history/ConnectionHistory.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'

interface HistoryDialogProps {
  connectionId: string
  /** The company's name. */
  company: string
  onClose: () => void
}

export function HistoryDialog({ connectionId, company, onClose }: HistoryDialogProps): ReactElement {
  const words = useWordsOnDemand()
  return (
    <AlertDialog
      role="dialog"
      data-wide=""
      title={useWordsOfPanels().history(company)}
      description={null}
      onDismiss={onClose}
      answers={
        <button type="button" className="mooring-button" data-safe="" onClick={onClose}>
          {words.close}
        </button>
      }
    >
      <ConnectionHistory connectionId={connectionId} />
    </AlertDialog>
  )
}
