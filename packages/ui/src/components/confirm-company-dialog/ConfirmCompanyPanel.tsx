'use client'
// The question whether this is the right company; loaded on demand.
import { type Connection, ROUTES, routePath } from '@mooring/contract'
import type { ForwardedRef, ReactElement } from 'react'
import { NEW_CONNECTION, PAGE } from '../../authorization/flow.ts'
import { ProblemError } from '../../client/problem-error.ts'
import { putConnection } from '../../client/put-connection.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'
import type { ConfirmCompanyDialogProps } from './confirm-company-dialog-props.ts'

interface ConfirmCompanyPanelProps
  extends Omit<ConfirmCompanyDialogProps, 'connectionId' | 'open' | 'onOpenChange'> {
  connection: Connection
  onClose: () => void
  panelRef: ForwardedRef<HTMLDialogElement>
}

export function ConfirmCompanyPanel(props: ConfirmCompanyPanelProps): ReactElement {
  const { connection, onClose, onConfirmed, panelRef, target, ...own } = props
  const { client, flows, list, queryClient, words: first } = useMooring()
  const words = useWordsOnDemand()
  const { run, isRunning, problem } = useAction()
  const { id, company, environment } = connection

  const confirm = () =>
    run(async () => {
      const after = await client.post<Connection>(routePath(ROUTES.confirmCompany.path, id))
      putConnection(queryClient, list, after)
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
      if (flow?.problem) throw new ProblemError(flow.problem)
      onClose()
    })
  return (
    <AlertDialog
      {...own}
      dialogRef={panelRef}
      connectionId={id}
      title={words.confirmTitle}
      description={
        <>
          <strong className="mooring-company" data-big="">
            <bdi>{company.name ?? first.thisCompany}</bdi>
          </strong>
          <span className="mooring-company-facts">
            {words.companyId(company.realmId)}{' '}
            {environment === 'sandbox' && <span className="mooring-tag">{first.sandbox}</span>}
          </span>
          <p>{words.confirmWhat}</p>
        </>
      }
      busy={isRunning}
      onDismiss={onClose}
      answers={
        <>
          <button
            type="button"
            className="mooring-button"
            data-safe=""
            aria-disabled={isRunning}
            onClick={another}
          >
            {words.confirmNo}
          </button>
          <button
            type="button"
            className="mooring-button"
            data-kind="primary"
            aria-disabled={isRunning}
            aria-busy={isRunning}
            onClick={confirm}
          >
            {words.confirmYes}
          </button>
        </>
      }
    >
      {problem && <ProblemNote problem={problem} />}
    </AlertDialog>
  )
}
