'use client'
// The history of a connection, in a dialog; loaded on demand.
import type { ReactElement } from 'react'
import { useNamesOfPanels } from '../../hooks/useNamesOfPanels.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
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
  const words = useWordsOnDemand()
  return (
    <AlertDialog
      role="dialog"
      data-wide=""
      title={useNamesOfPanels().history(company)}
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
