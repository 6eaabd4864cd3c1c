'use client'
// What is needed, which person QuickBooks takes one for, and what can be seen afterwards; loaded on demand.
import type { ReactElement } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'

export function GuideText({ connectionId }: { connectionId: string | null }): ReactElement {
  const words = useWordsOnDemand()
  const name = useConnection(connectionId).connection?.company.name
  return (
    <ul>
      <li>{name ? words.beforeNeedOf(name) : words.beforeNeed}</li>
      <li>{words.beforeSignedIn}</li>
      <li>{words.beforeOtherAdmin}</li>
      <li>{words.beforeSees}</li>
      <li>{words.beforeNeverSees}</li>
    </ul>
  )
}
