'use client'
// The step between connected and usable: a person says that it is the right company.
import type { Connection } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { AskFor } from '../right-holders/AskFor.tsx'

export function ConfirmButton({ connection }: { connection: Connection }): ReactElement {
  const { words, flows } = useMooring()
  if (!connection.can.confirm) return <AskFor right="connect" text={words.askToConfirm} />
  const ask = () => flows.ask({ kind: 'confirm', connectionId: connection.id, target: {} })
  return (
    <Button kind="primary" onClick={ask}>
      {words.confirmCompany}
    </Button>
  )
}
