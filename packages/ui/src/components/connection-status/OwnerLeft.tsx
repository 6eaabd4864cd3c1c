'use client'
// The person who authorized a connection has left, while it still works; loaded on demand.
import type { ReactElement } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'

export function OwnerLeft({ name }: { name: string | null }): ReactElement {
  const words = useDialogMessages()
  return (
    <span className="mooring-detail mooring-owner-left">
      {name === null ? words.ownerLeftUnnamed : words.ownerLeft(name)}
    </span>
  )
}
