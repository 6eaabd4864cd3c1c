'use client'
// The question whether this is the right company; loaded on demand.
import type { Connection, Problem } from '@mooring/contract'
import { titleOf } from '@mooring/messages/describe-connection'
import { type ReactElement, useState } from 'react'
import { FALLBACK_OWNER, NEW_CONNECTION } from '../../core/authorization/authorization-session.ts'
import { reasonToLeave } from '../../core/authorization/reason-to-leave.ts'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { DataUseText } from '../authorization-guide/DataUseText.tsx'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { type LazyDialogProps, useCloseWhen } from '../dialog/useLazyDialog.ts'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import type { ConfirmCompanyDialogProps } from './confirm-company-dialog-props.ts'

export function ConfirmCompanyPanel(props: LazyDialogProps<ConfirmCompanyDialogProps>): ReactElement | null {
  const { connection, onClose, onConfirmed, panelRef, target, ...own } = props
  const { flows, words: first } = useMooring()
  const change = useChange()
  const words = useDialogMessages()
  const { run, isRunning, problem } = useAction()
  const [notBegun, setNotBegun] = useState<Problem | null>()
  const { connections, can, dataUse } = useConnections()
  const old = inUse(connections, connection)
  const nameOf = ({ company }: Connection) => company.name ?? first.thisCompany
  const { id, company, environment } = connection
  const isResolved = connection.status !== 'awaiting_confirmation'
  // Confirmed meanwhile by another user: nothing is left to ask. What was answered here closes it by itself.
  useCloseWhen(isResolved && !isRunning, onClose)

  const confirm = () =>
    run(async () => {
      const after = await change('/connections/:id/confirm-company', id)
      onClose()
      onConfirmed?.(after)
    })
  const decline = () =>
    run(async () => {
      await change('/connections/:id/disconnect', id, { why: 'wrong_company' })
      onClose()
    })
  const another = () =>
    run(async () => {
      const taken = { intent: target?.intent, returnTo: target?.returnTo }
      const again = old && {
        ...{ connectionId: old.id, allowCompanyChange: true },
        why: target?.why ?? reasonToLeave(old.id),
      }
      // The window opens inside this click; the company that was not meant is let go of before it is sent on.
      const flow = await flows.begin({
        key: old?.id ?? NEW_CONNECTION,
        initiator: FALLBACK_OWNER,
        target: { ...taken, ...again },
        disconnect: { connectionId: id, why: 'wrong_company' },
      })
      // Where it failed the page has said so already.
      setNotBegun(flow?.problem)
      if (!flow?.problem) onClose()
    })
  if (isResolved) return null
  return (
    <AlertDialog
      {...own}
      dialogRef={panelRef}
      connectionId={id}
      title={words.confirmTitle}
      description={
        <>
          <strong className="mooring-company" data-big="">
            <bdi>{titleOf(company.name, first)}</bdi>
          </strong>
          <span className="mooring-company-facts mooring-muted">
            {words.companyId(company.realmId ?? `•••• ${company.realmIdLast4}`)}{' '}
            {environment === 'sandbox' && <span className="mooring-tag">{first.sandbox}</span>}
          </span>
          <p>{old ? words.confirmSwitch(nameOf(old)) : words.confirmWhat}</p>
        </>
      }
      busy={isRunning}
      problem={problem ?? notBegun}
      onDismiss={onClose}
      answers={
        connection.can.confirm ? (
          <>
            {old && <CurrentCompanyButton company={nameOf(old)} isRunning={isRunning} onClick={decline} />}
            <Button data-safe="" aria-disabled={isRunning} onClick={another}>
              {words.confirmNo}
            </Button>
            <Button kind="primary" aria-disabled={isRunning} aria-busy={isRunning} onClick={confirm}>
              {words.confirmYes}
            </Button>
          </>
        ) : (
          <>
            {old && can.connect && (
              <CurrentCompanyButton company={nameOf(old)} isRunning={isRunning} onClick={decline} />
            )}
            <Button data-safe="" onClick={onClose}>
              {words.close}
            </Button>
          </>
        )
      }
    >
      {dataUse && <DataUseText dataUse={dataUse} />}
      {!connection.can.confirm && (
        <RequestAccess right={can.connect ? 'disconnect' : 'connect'} text={first.askToConfirm} />
      )}
    </AlertDialog>
  )
}

interface CurrentCompanyProps {
  company: string
  isRunning: boolean
  onClick: () => void
}

/** Gives the new company up; that takes no right to end the old one. */
function CurrentCompanyButton({ company, isRunning, onClick }: CurrentCompanyProps): ReactElement {
  const words = useDialogMessages()
  return (
    <Button aria-disabled={isRunning} onClick={onClick}>
      {words.confirmKeep(company)}
    </Button>
  )
}

/** The connection that goes on until the new company of a switch is confirmed. */
const inUse = (connections: readonly Connection[], { replaces }: Connection): Connection | undefined =>
  connections.find(({ id, status }) => id === replaces && status !== 'disconnected')
