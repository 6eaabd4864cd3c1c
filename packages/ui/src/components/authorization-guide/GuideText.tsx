'use client'
// Which person QuickBooks takes one for, and what can be seen afterwards; loaded on demand.
import type { ReactElement } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'

export function GuideText(): ReactElement {
  const words = useDialogMessages()
  const { beforeSignedIn, beforeOtherAdmin, beforeSees, beforeNeverSees } = words
  const texts = [beforeSignedIn, beforeOtherAdmin, beforeSees, beforeNeverSees]
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
