'use client'
// The step of a connection that a link led to: its dialog, or where that is over what is true now; loaded on demand.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import type { ReactElement } from 'react'
import { type DialogStep, FALLBACK_OWNER } from '../../core/authorization/authorization-session.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { DataUseText } from '../authorization-guide/DataUseText.tsx'
import { GuideText } from '../authorization-guide/GuideText.tsx'
import { Button } from '../button/Button.tsx'
import { SwitchDialog } from '../company-switch/SwitchDialog.tsx'
import { ConfirmCompanyDialog } from '../confirm-company-dialog/ConfirmCompanyDialog.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { DisconnectDialog } from '../disconnect-dialog/DisconnectDialog.tsx'
import { HelpLink } from '../permission-contacts/HelpLink.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import { SupportReference } from '../permission-contacts/SupportReference.tsx'
import { HistoryDialog } from '../reauthorize-menu/HistoryDialog.tsx'

interface LinkedStepDialogProps {
  connection: Connection
  step: DialogStep
  onClose: () => void
}

export function LinkedStepDialog({ connection, step, onClose }: LinkedStepDialogProps): ReactElement {
  const { words } = useMooring()
  const { can: account } = useConnections()
  const { id: connectionId, can, company, status } = connection
  const isLive = status !== 'disconnected'
  if (status === 'awaiting_confirmation' && (step === 'confirm' || step === 'reauthorize'))
    return <ConfirmCompanyDialog open {...{ connectionId }} onOpenChange={onClose} />
  if (step === 'disconnect' && isLive)
    return <DisconnectDialog open {...{ connectionId }} onOpenChange={onClose} />
  if (step === 'switch' && isLive && account.connect && can.disconnect)
    return <SwitchDialog {...{ connection, onClose }} target={{}} />
  if (step === 'history' && can.audit)
    return <HistoryDialog {...{ connectionId, onClose }} company={company.name ?? words.thisCompany} />
  return <StateDialog {...{ connection, onClose }} />
}

type StateDialogProps = Pick<LinkedStepDialogProps, 'connection' | 'onClose'>

/** What is true of the connection, and its next step. */
function StateDialog({ connection, onClose }: StateDialogProps): ReactElement {
  const words = useDialogMessages()
  const speech = useSpeech()
  const { headline, detail } = describeConnection(connection, speech)
  const { action, reason } = connection
  return (
    <AlertDialog
      role="dialog"
      connectionId={connection.id}
      title={headline}
      description={<p>{detail}</p>}
      onDismiss={onClose}
      answers={
        <>
          <Button data-safe="" onClick={onClose}>
            {words.close}
          </Button>
          <Answer {...{ connection, onClose }} />
        </>
      }
    >
      <div className="mooring-dialog-more">
        {(action === 'contact_support' || action === 'fix_configuration') && (
          <SupportReference connection={connection} />
        )}
        <Before connection={connection} />
        {reason && <HelpLink topic={reason} />}
      </div>
    </AlertDialog>
  )
}

const renews = ({ action }: Connection): boolean => action === 'reauthorize' || action === 'contact_admin'

/** What to know before it, or whom to ask. */
function Before({ connection }: { connection: Connection }): ReactElement | null {
  const { words } = useMooring()
  const { can, dataUse } = useConnections()
  const isRenewed = renews(connection)
  if (!isRenewed && connection.action !== 'reconnect') return null
  if (isRenewed ? connection.can.reauthorize : can.connect)
    return (
      <>
        <p>{words.beforeNeedOf(connection.company.name ?? words.thisCompany)}</p>
        {dataUse && <DataUseText dataUse={dataUse} />}
        <GuideText />
      </>
    )
  return isRenewed ? (
    <RequestAccess canCopy right="reauthorize" text={words.askToReauthorize} connection={connection} />
  ) : (
    <RequestAccess right="connect" text={words.askToConnect} connection={connection} />
  )
}

function Answer({ connection, onClose }: StateDialogProps): ReactElement | null {
  const { flows, words } = useMooring()
  const { can } = useConnections()
  const { id, action } = connection
  const go = () => {
    void flows.begin({ key: id, initiator: FALLBACK_OWNER, target: { connectionId: id } })
    onClose()
  }
  if (renews(connection) && connection.can.reauthorize)
    return (
      <Button kind="primary" onClick={go}>
        {words.reauthorize}
      </Button>
    )
  if (action !== 'reconnect' || !can.connect) return null
  return (
    <Button kind="primary" onClick={go}>
      {words.reconnect}
    </Button>
  )
}
