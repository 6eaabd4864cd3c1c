'use client'
// What is true, in one line, and how it is known, in the next.
import type { Problem } from '@mooring/contract'
import type { ReactElement, ReactNode } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { IconName } from '../../provider/slots.ts'
import { Mark, type Tone } from '../icon/Mark.tsx'
import { HelpLink } from '../permission-contacts/HelpLink.tsx'

interface PanelHeadProps {
  tone: Tone
  icon: IconName
  headline: string
  /** What follows from it. */
  detail?: ReactNode
  /** What it is about, where something went wrong: its reference is what to name to support. */
  problem?: Problem | null
  /** What is at the end of the line. */
  children?: ReactNode
}

export function PanelHead(props: PanelHeadProps): ReactElement {
  const { tone, icon, headline, detail, problem, children } = props
  const { words } = useMooring()
  const { lazy } = useMooringContext()
  return (
    <div className="mooring-row" data-tone={tone} data-code={problem?.code}>
      <Mark icon={icon} />
      <div className="mooring-status-text">
        <span className="mooring-headline">{headline}</span>{' '}
        {detail && <span className="mooring-detail">{detail}</span>}
        {problem && <small className="mooring-detail">{words.reference(problem.reference)}</small>}{' '}
        {problem && <HelpLink topic={problem.code} />}
        {problem && lazy && <lazy.FeedbackSlot topic={problem.code} />}
      </div>
      {children}
    </div>
  )
}
