'use client'
// Where a person can go on whose way back from Intuit ended in another window or browser; loaded on demand.
import { type ReactElement, useEffect } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'

export function ElsewhereText(): ReactElement {
  const { announcer } = useMooring()
  const { elsewhere } = useDialogMessages()
  useEffect(() => announcer.announce(elsewhere), [announcer, elsewhere])
  return <>{elsewhere}</>
}
