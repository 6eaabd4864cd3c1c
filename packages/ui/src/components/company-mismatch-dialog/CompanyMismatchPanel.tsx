'use client'
// The three ways on from another company than expected; loaded on demand.
import { type ReactElement, useState } from 'react'
import {
  type AuthorizeTarget,
  FALLBACK_OWNER,
  NEW_CONNECTION,
} from '../../core/authorization/authorization-session.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { SwitchConsent } from '../company-switch/SwitchConsent.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { type LazyDialogProps, useCloseWhen } from '../dialog/useLazyDialog.ts'
import { ImpactList } from '../disconnect-dialog/ImpactList.tsx'
import { useImpact } from '../disconnect-dialog/useImpact.ts'
import type { CompanyMismatchDialogProps } from './company-mismatch-dialog-props.ts'

export function CompanyMismatchPanel(props: LazyDialogProps<CompanyMismatchDialogProps>): ReactElement {
  const { connection, onClose, panelRef, problem, target, ...own } = props
  const { flows, words: first } = useMooring()
  const { can } = useConnections()
  const words = useDialogMessages()
  const [isSwitching, setSwitching] = useState(false)
  const impact = useImpact(connection.id, isSwitching)
  const [reauthorizedAt] = useState(connection.reauthorizedAt)
  useCloseWhen(connection.reauthorizedAt !== reauthorizedAt, onClose)
  const expected = problem.expectedCompany ?? connection.company.name ?? first.thisCompany
  const authorized = problem.authorizedCompany ?? words.unknownCompany

  const go = (key: string, more: AuthorizeTarget) => {
    const taken = { intent: target?.intent, returnTo: target?.returnTo }
    void flows.begin({ key, initiator: FALLBACK_OWNER, target: { ...taken, ...more } })
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
            <Button onClick={() => setSwitching(true)}>{words.mismatchSwitch}</Button>
          )}
          {can.connect && <Button onClick={() => go(NEW_CONNECTION, {})}>{words.mismatchOther}</Button>}
          <Button
            kind="primary"
            data-safe=""
            onClick={() => go(connection.id, { connectionId: connection.id })}
          >
            {words.mismatchRetry}
          </Button>
        </>
      }
    >
      {isSwitching && (
        <>
          <ImpactList impact={impact} />
          <SwitchConsent {...{ connection, impact }} to={authorized} onConsent={change} />
        </>
      )}
    </AlertDialog>
  )
}

/** Both, side by side. */
function Companies({ expected, authorized }: { expected: string; authorized: string }): ReactElement {
  const words = useDialogMessages()
  return (
    <dl className="mooring-companies">
      <Company title={words.expected} name={expected} />
      <Company title={words.authorized} name={authorized} />
    </dl>
  )
}

const Company = ({ title, name }: { title: string; name: string }): ReactElement => (
  <div>
    <dt>{title}</dt>
    <dd className="mooring-company">
      <bdi>{name}</bdi>
    </dd>
  </div>
)
