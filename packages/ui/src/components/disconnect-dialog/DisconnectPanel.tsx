'use client'
// The question before a connection is ended; loaded on demand.
import type { Connection, DisconnectWhy } from '@mooring/contract'
import { type ForwardedRef, type ReactElement, useState } from 'react'
import { useDisconnect } from '../../hooks/useDisconnect.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useWithdrawal } from '../dialog/useWithdrawal.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import type { DisconnectDialogProps } from './disconnect-dialog-props.ts'
import { ImpactList } from './ImpactList.tsx'
import { ReasonChoice } from './ReasonChoice.tsx'
import { useImpact } from './useImpact.ts'

interface DisconnectPanelProps extends Omit<DisconnectDialogProps, 'connectionId' | 'open' | 'onOpenChange'> {
  connection: Connection
  onClose: () => void
  panelRef: ForwardedRef<HTMLDialogElement>
}

export function DisconnectPanel(props: DisconnectPanelProps): ReactElement {
  const { connection, onClose, onDisconnected, panelRef, ...own } = props
  const { words: first } = useMooring()
  const words = useWordsOnDemand()
  const impact = useImpact(connection.id)
  const { disconnect, isDisconnecting, problem } = useDisconnect(connection.id)
  const [isAnswered, setAnswered] = useState(false)
  useWithdrawal(connection.status === 'disconnected' && !isAnswered, onClose)
  const [why, setWhy] = useState<DisconnectWhy>()
  const [deleteData, setDeleteData] = useState(false)

  const answer = async () => {
    setAnswered(true)
    const after = await disconnect({ why, deleteData: deleteData || undefined })
    if (!after) return
    onClose()
    onDisconnected?.(after)
  }
  return (
    <AlertDialog
      {...own}
      dialogRef={panelRef}
      title={words.disconnectTitle}
      description={words.disconnectWhat(connection.company.name ?? first.thisCompany)}
      busy={isDisconnecting}
      onDismiss={onClose}
      answers={
        <>
          <button
            type="button"
            className="mooring-button"
            data-safe=""
            disabled={isDisconnecting}
            onClick={onClose}
          >
            {words.disconnectNo}
          </button>
          <button
            type="button"
            className="mooring-button"
            data-kind="danger"
            aria-disabled={isDisconnecting}
            aria-busy={isDisconnecting}
            onClick={answer}
          >
            {isDisconnecting ? words.disconnectBusy : words.disconnectYes}
          </button>
        </>
      }
    >
      <ImpactList impact={impact} />
      <ReasonChoice connection={connection} why={why} onChange={setWhy} onLeave={onClose} />
      {impact?.canDeleteData && <DeleteChoice checked={deleteData} onChange={setDeleteData} />}
      {problem && <ProblemNote problem={problem} />}
    </AlertDialog>
  )
}

interface DeleteChoiceProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

function DeleteChoice({ checked, onChange }: DeleteChoiceProps): ReactElement {
  const words = useWordsOnDemand()
  return (
    <label className="mooring-choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {words.deleteData}
    </label>
  )
}
