'use client'
// The question before a connection is ended; loaded on demand.
import type { DisconnectWhy } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { distinguishCompanies } from '../../core/distinguish-companies.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useDisconnect } from '../../hooks/useDisconnect.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { type LazyDialogProps, useCloseWhen } from '../dialog/useLazyDialog.ts'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import type { DisconnectDialogProps } from './disconnect-dialog-props.ts'
import { ImpactList } from './ImpactList.tsx'
import { ReasonChoice } from './ReasonChoice.tsx'
import { useImpact } from './useImpact.ts'

export function DisconnectPanel(props: LazyDialogProps<DisconnectDialogProps>): ReactElement {
  const { connection, onClose, onDisconnected, panelRef, note, ...own } = props
  const { words: first } = useMooring()
  const words = useDialogMessages()
  const { company } = distinguishCompanies(connection, useConnections().connections)
  const impact = useImpact(connection.id)
  const { disconnect, isDisconnecting, problem } = useDisconnect(connection.id)
  const [isAnswered, setAnswered] = useState(false)
  useCloseWhen(connection.status === 'disconnected' && !isAnswered, onClose)
  const [why, setWhy] = useState<DisconnectWhy>()
  const [deleteData, setDeleteData] = useState(false)

  // What was just disconnected can't be once more.
  const may = connection.can.disconnect || isAnswered

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
      connectionId={connection.id}
      title={words.disconnectTitle}
      description={
        <>
          {note && <p>{note}</p>}
          {words.disconnectWhat(company.name ?? first.thisCompany)}
        </>
      }
      busy={isDisconnecting}
      problem={problem}
      onDismiss={onClose}
      answers={
        <>
          <Button data-safe="" disabled={isDisconnecting} onClick={onClose}>
            {words.disconnectNo}
          </Button>
          {may && (
            <Button
              kind="danger"
              aria-disabled={isDisconnecting}
              aria-busy={isDisconnecting}
              onClick={answer}
            >
              {isDisconnecting ? words.disconnectBusy : words.disconnectYes}
            </Button>
          )}
        </>
      }
    >
      <ImpactList impact={impact} deleting={deleteData} />
      {may ? (
        <ReasonChoice {...{ connection, impact, why }} onChange={setWhy} onLeave={onClose} />
      ) : (
        <RequestAccess right="disconnect" text={words.askForMore} />
      )}
      {may && impact?.canDeleteData && <DeleteChoice checked={deleteData} onChange={setDeleteData} />}
    </AlertDialog>
  )
}

interface DeleteChoiceProps {
  checked: boolean
  onChange: (checked: boolean) => void
}

function DeleteChoice({ checked, onChange }: DeleteChoiceProps): ReactElement {
  const words = useDialogMessages()
  return (
    <label className="mooring-choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {words.deleteData}
    </label>
  )
}
