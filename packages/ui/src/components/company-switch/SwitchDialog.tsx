'use client'
// What a switch to another company does, before a person leaves for Intuit; loaded on demand.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import type { AuthorizeTarget } from '../../core/authorization/authorization-session.ts'
import { distinguishCompanies } from '../../core/distinguish-companies.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useCloseWhen } from '../dialog/useLazyDialog.ts'
import { ImpactList } from '../disconnect-dialog/ImpactList.tsx'
import { useImpact } from '../disconnect-dialog/useImpact.ts'
import { SwitchConsent } from './SwitchConsent.tsx'
import { useSwitch } from './useSwitch.ts'

interface SwitchDialogProps {
  connection: Connection
  target: Pick<AuthorizeTarget, 'intent' | 'returnTo'>
  onClose: () => void
}

export function SwitchDialog({ connection, target, onClose }: SwitchDialogProps): ReactElement {
  const { words: first } = useMooring()
  const words = useDialogMessages()
  const impact = useImpact(connection.id)
  const { connections } = useConnections()
  const { company } = distinguishCompanies(connection, connections)
  const change = useSwitch(connection.id, onClose)
  useCloseWhen(connection.status === 'disconnected', onClose)
  return (
    <AlertDialog
      connectionId={connection.id}
      title={words.switchTitle}
      description={words.disconnectWhat(company.name ?? first.thisCompany)}
      onDismiss={onClose}
      answers={
        <Button data-safe="" onClick={onClose}>
          {first.cancel}
        </Button>
      }
    >
      <ImpactList impact={impact} />
      <SwitchConsent {...{ connection, impact }} onConsent={() => change(target)} />
    </AlertDialog>
  )
}
