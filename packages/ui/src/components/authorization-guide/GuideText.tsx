'use client'
// What is needed, which person QuickBooks takes one for, and what can be seen afterwards; loaded on demand.
import type { ReactElement } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'

export function GuideText({ connectionId }: { connectionId: string | null }): ReactElement {
  const words = useWordsOnDemand()
  const name = useConnection(connectionId).connection?.company.name
  const need = name ? words.beforeNeedOf(name) : words.beforeNeed
  const { beforeSignedIn, beforeOtherAdmin, beforeSees, beforeNeverSees } = words
  const texts = [need, beforeSignedIn, beforeOtherAdmin, beforeSees, beforeNeverSees]
  return (
    <ul>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  )
}
