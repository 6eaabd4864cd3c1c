'use client'
// The button that asks before it takes back what was written; or why there is none.
import type { Connection } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import { Button } from '../button/Button.tsx'
import { RequestAccess } from '../permission-contacts/RequestAccess.tsx'
import { TakeBackDialog } from './TakeBackDialog.tsx'
import type { TakeBackReading } from './useTakeBack.ts'

interface TakeBackButtonProps {
  connection: Connection
  takeBack: TakeBackReading
}

export function TakeBackButton({ connection, takeBack }: TakeBackButtonProps): ReactElement | null {
  const words = useWriteMessages()
  const [isAsking, setAsking] = useState(false)
  const { last, refetch } = takeBack
  const isOver = connection.status === 'disconnected'
  if (!isOver && !connection.can.disconnect)
    return <RequestAccess right="disconnect" text={words.takeBackAsk} />
  if (last?.state === 'running' || last?.state === 'waiting') return null
  if (!connection.usable) return <span className="mooring-muted">{words.takeBackNeeds}</span>
  return (
    <>
      <Button onClick={() => setAsking(true)}>{words.takeBack}</Button>
      {isAsking && (
        <TakeBackDialog connection={connection} onClose={() => setAsking(false)} onBegun={refetch} />
      )}
    </>
  )
}
