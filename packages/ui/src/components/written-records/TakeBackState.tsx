'use client'
// How far the last taking back is, or what came of it.
import type { Connection, TakeBack } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { usePanelNames } from '../../hooks/usePanelNames.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import { useMooringContext } from '../../provider/context.ts'
import { PanelHead } from '../panel/PanelHead.tsx'
import { ProgressBar } from '../panel/ProgressBar.tsx'
import { RecordSummary } from './RecordSummary.tsx'

interface TakeBackStateProps {
  connection: Connection
  last: TakeBack | null
}

export function TakeBackState({ connection, last }: TakeBackStateProps): ReactElement | null {
  if (last === null) return null
  const isOpen = last.state === 'running' || last.state === 'waiting'
  return (
    <div className="mooring-taken-back" data-state={last.state}>
      {isOpen ? <UnderWay connection={connection} last={last} /> : <Ended last={last} />}
    </div>
  )
}

function UnderWay({ connection, last }: { connection: Connection; last: TakeBack }): ReactElement {
  const { words: first } = useMooring()
  const { lazy } = useMooringContext()
  const names = usePanelNames()
  const panelWords = usePanelMessages()
  const words = useWriteMessages()
  const company = connection.company.name ?? first.thisCompany
  const isPaused = !connection.usable
  const headline = isPaused ? words.takeBackWaits(company) : panelWords.takingBack(company)
  const progress = { completed: last.completed, total: last.total || null, label: '' }
  return (
    <>
      <PanelHead
        tone={isPaused ? 'warn' : 'off'}
        icon={isPaused ? 'pause' : 'clock'}
        headline={headline}
        detail={isPaused ? words.takeBackResumes : words.takeBackGoesOn}
      />
      <ProgressBar progress={progress} label={names.writes(company)} />
      {isPaused && lazy && <lazy.NextStep connection={connection} canConnect={false} />}
    </>
  )
}

function Ended({ last }: { last: TakeBack }): ReactElement {
  const { locale } = useMooring()
  const words = useWriteMessages()
  const { state, removed, left, endedAt } = last
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const isDone = state === 'done'
  return (
    <>
      <PanelHead
        tone={isDone ? 'good' : 'warn'}
        icon={isDone ? 'check' : 'alert'}
        headline={words.tookBack(removed.length)}
        detail={isDone ? endedAt && time.format(Date.parse(endedAt)) : words.takeBackEnded}
      />
      <RecordSummary text={words.takeBackLeaves(left.length)} records={left} />
    </>
  )
}
