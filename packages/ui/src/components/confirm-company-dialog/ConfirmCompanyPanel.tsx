'use client'
// The question whether this is the right company; loaded on demand.
import type { Problem } from '@mooring/contract'
import { titleOf } from '@mooring/messages/describe-connection'
import { type ReactElement, useState } from 'react'
import { NEW_CONNECTION, PAGE } from '../../authorization/flow.ts'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { type PanelProps, useWithdrawal } from '../dialog/usePanel.ts'
import { AskFor } from '../right-holders/AskFor.tsx'
import type { ConfirmCompanyDialogProps } from './confirm-company-dialog-props.ts'

export function ConfirmCompanyPanel(props: PanelProps<ConfirmCompanyDialogProps>): ReactElement | null {
  const { connection, onClose, onConfirmed, panelRef, target, ...own } = props
  const { flows, words: first } = useMooring()
  const change = useChange()
  const words = useWordsOnDemand()
  const { run, isRunning, problem } = useAction()
  const [notBegun, setNotBegun] = useState<Problem | null>()
  const { id, company, environment } = connection
  const isMoot = connection.status !== 'awaiting_confirmation'
  // Confirmed meanwhile by somebody else: nothing is left to ask. What was answered here closes it by itself.
  useWithdrawal(isMoot && !isRunning, onClose)

  const confirm = () =>
    run(async () => {
      const after = await change('/connections/:id/confirm-company', id)
      onClose()
      onConfirmed?.(after)
    })
  const another = () =>
    run(async () => {
      // The window opens inside this click; the company that was not meant is let go of before it is sent on.
      const flow = await flows.begin({
        slot: NEW_CONNECTION,
        starter: PAGE,
        target: { intent: target?.intent, returnTo: target?.returnTo },
        leave: { connectionId: id, why: 'wrong_company' },
      })
      // Where it failed the page has told it already.
      setNotBegun(flow?.problem)
      if (!flow?.problem) onClose()
    })
  if (isMoot) return null
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
          <p>{words.confirmWhat}</p>
        </>
      }
      busy={isRunning}
      problem={problem ?? notBegun}
      onDismiss={onClose}
      answers={
        connection.can.confirm ? (
          <>
            <Button data-safe="" aria-disabled={isRunning} onClick={another}>
              {words.confirmNo}
            </Button>
            <Button kind="primary" aria-disabled={isRunning} aria-busy={isRunning} onClick={confirm}>
              {words.confirmYes}
            </Button>
          </>
        ) : (
          <Button data-safe="" onClick={onClose}>
            {words.close}
          </Button>
        )
      }
    >
      {!connection.can.confirm && <AskFor right="connect" text={first.askToConfirm} />}
    </AlertDialog>
  )
}
