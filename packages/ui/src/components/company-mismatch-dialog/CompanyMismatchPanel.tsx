'use client'
// The three ways on from another company than expected; loaded on demand.
import type { Connection } from '@mooring/contract'
import { type ForwardedRef, type ReactElement, useState } from 'react'
import { type AuthorizeTarget, NEW_CONNECTION, PAGE } from '../../authorization/flow.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useWithdrawal } from '../dialog/useWithdrawal.ts'
import type { CompanyMismatchDialogProps } from './company-mismatch-dialog-props.ts'
import { SwitchConsent } from './SwitchConsent.tsx'

interface CompanyMismatchPanelProps
  extends Omit<CompanyMismatchDialogProps, 'connectionId' | 'open' | 'onOpenChange'> {
  connection: Connection
  onClose: () => void
  panelRef: ForwardedRef<HTMLDialogElement>
}

export function CompanyMismatchPanel(props: CompanyMismatchPanelProps): ReactElement {
  const { connection, onClose, panelRef, problem, target, ...own } = props
  const { flows, words: first } = useMooring()
  const { can } = useConnections()
  const words = useWordsOnDemand()
  const [isSwitching, setSwitching] = useState(false)
  const [reauthorizedAt] = useState(connection.reauthorizedAt)
  useWithdrawal(connection.reauthorizedAt !== reauthorizedAt, onClose)
  const expected = problem.expectedCompany ?? connection.company.name ?? first.thisCompany
  const authorized = problem.authorizedCompany ?? words.unknownCompany

  const go = (slot: string, more: AuthorizeTarget) => {
    const taken = { intent: target?.intent, returnTo: target?.returnTo }
    void flows.begin({ slot, starter: PAGE, target: { ...taken, ...more } })
    onClose()
  }
  const change = () => go(connection.id, { connectionId: connection.id, allowCompanyChange: true })
  return (
    <AlertDialog
      {...own}
      dialogRef={panelRef}
      connectionId={connection.id}
      title={words.mismatchTitle}
      description={
        <>
          <Companies {...{ expected, authorized }} />
          <p>{words.mismatchWhat}</p>
        </>
      }
      onDismiss={onClose}
      answers={
        <>
          {can.connect && connection.can.disconnect && !isSwitching && (
            <button type="button" className="mooring-button" onClick={() => setSwitching(true)}>
              {words.mismatchSwitch}
            </button>
          )}
          {can.connect && (
            <button type="button" className="mooring-button" onClick={() => go(NEW_CONNECTION, {})}>
              {words.mismatchOther}
            </button>
          )}
          <button
            type="button"
            className="mooring-button"
            data-kind="primary"
            data-safe=""
            onClick={() => go(connection.id, { connectionId: connection.id })}
          >
            {words.mismatchRetry}
          </button>
        </>
      }
    >
      {isSwitching && <SwitchConsent from={expected} to={authorized} onConsent={change} />}
    </AlertDialog>
  )
}

/** Both, side by side. */
function Companies({ expected, authorized }: { expected: string; authorized: string }): ReactElement {
  const words = useWordsOnDemand()
  return (
    <dl className="mooring-companies">
      <div>
        <dt>{words.expected}</dt>
        <dd className="mooring-company">
          <bdi>{expected}</bdi>
        </dd>
      </div>
      <div>
        <dt>{words.authorized}</dt>
        <dd className="mooring-company">
          <bdi>{authorized}</bdi>
        </dd>
      </div>
    </dl>
  )
}
