'use client'
// What a switch to another company does, before a person leaves for Intuit; loaded on demand.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import type { AuthorizeTarget } from '../../authorization/flow.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'
import { toldApart } from '../connection-status/told-apart.ts'
import { AlertDialog } from '../dialog/AlertDialog.tsx'
import { useWithdrawal } from '../dialog/usePanel.ts'
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
  const words = useWordsOnDemand()
  const impact = useImpact(connection.id)
  const { company } = toldApart(connection, useConnections().connections)
  const change = useSwitch(connection.id, onClose)
  useWithdrawal(connection.status === 'disconnected', onClose)
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
