'use client'
// The step between connected and usable: a person says that it is the right company.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'

interface ConfirmButtonProps {
  connection: Connection
  /** Whether who may not can take a link to the step along. @default false */
  canCopy?: boolean
}

export function ConfirmButton({ connection, canCopy }: ConfirmButtonProps): ReactElement {
  const { words, flows } = useMooring()
  const { can } = useConnections()
  // Who may connect and still may not confirm lacks what ends the other company of a switch.
  const missing = can.connect ? 'disconnect' : 'connect'
  if (!connection.can.confirm)
    return <RequestAccess right={missing} text={words.askToConfirm} {...{ connection, canCopy }} />
  const ask = () => flows.openPrompt({ kind: 'confirm', connectionId: connection.id, target: {} })
  return (
    <Button kind="primary" onClick={ask}>
      {words.confirmCompany}
    </Button>
  )
}
