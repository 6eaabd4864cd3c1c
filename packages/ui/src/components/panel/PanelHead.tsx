'use client'
// What is true, in one line, and how it is known, in the next.
import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from '../icon/Icon.tsx'

/** Good news, something to look at, bad news, or neither; never told by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'off'

interface PanelHeadProps {
  tone: Tone
  icon: IconName
  headline: string
  /** What follows from it. */
  detail?: ReactNode
  /** What stands at the end of the line. */
  children?: ReactNode
}

export function PanelHead({ tone, icon, headline, detail, children }: PanelHeadProps): ReactElement {
  return (
    <div className="mooring-panel-head" data-tone={tone}>
      <span className="mooring-status-mark">
        <Icon name={icon} />
      </span>
      <div className="mooring-status-text">
        <span className="mooring-headline">{headline}</span> <span className="mooring-detail">{detail}</span>
      </div>
      {children}
    </div>
  )
}
