'use client'
// Whether the history is as it was written: asked of the adapter when the history opens, when the connection changes, and on demand.
import type { HistoryVerification } from '@mooring/contract'
import { agoOf } from '@mooring/messages/times'
import type { ReactElement } from 'react'
import { type ConnectionQuery, useConnectionQuery } from '../../hooks/useConnectionQuery.ts'
import { useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import { Button } from '../button/Button.tsx'
import type { Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'

/** An adapter of an earlier version has no such route: then nothing is said. */
const isUnknown = ({ answer, problem }: ConnectionQuery<HistoryVerification>): boolean =>
  answer === null && problem?.code === 'not_found'

export function HistoryProof({ connectionId }: { connectionId: string }): ReactElement | null {
  const words = usePanelMessages()
  const { formats, locale, now } = useSpeech()
  const reading = useConnectionQuery<HistoryVerification>(connectionId, '/connections/:id/history/verify')
  const { isReading, readAt, problem, refetch } = reading
  if (isUnknown(reading)) return null
  const [tone, icon, headline] = verdictOf(reading, words, new Intl.NumberFormat(locale))
  const checked = readAt !== null && !problem && words.checkedAt(agoOf(readAt, now, formats))
  return (
    <PanelHead tone={tone} icon={icon} headline={headline} detail={checked}>
      <Button aria-disabled={isReading} onClick={isReading ? undefined : refetch}>
        {isReading ? words.rechecking : words.checkAgain}
      </Button>
    </PanelHead>
  )
}

type Verdict = readonly [tone: Tone, icon: IconName, headline: string]

function verdictOf(
  { answer, problem }: ConnectionQuery<HistoryVerification>,
  words: ReturnType<typeof usePanelMessages>,
  number: Intl.NumberFormat,
): Verdict {
  if (problem) return ['warn', 'question', words.historyUnchecked]
  if (answer === null) return ['off', 'question', words.rechecking]
  const { valid, entries, brokenAt } = answer
  if (valid) return ['good', 'check', words.historyUnbroken(entries)]
  return ['bad', 'alert', words.historyBroken(number.format(brokenAt ?? entries + 1))]
}
