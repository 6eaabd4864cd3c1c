'use client'
// Where a person can go on whose way back from Intuit ended in another window or browser; loaded on demand.
import { type ReactElement, useEffect } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'

export function ElsewhereText(): ReactElement {
  const { announcer } = useMooring()
  const { elsewhere } = useWordsOnDemand()
  useEffect(() => announcer.say(elsewhere), [announcer, elsewhere])
  return <>{elsewhere}</>
}
