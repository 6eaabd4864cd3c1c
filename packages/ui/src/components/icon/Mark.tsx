'use client'
// An icon on its ground, in the colour of what it says.
import type { ReactElement } from 'react'
import type { IconName } from '../../provider/slots.ts'
import { Icon } from './Icon.tsx'

/** Good news, something to check, bad news, or neither; never shown by colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'off'

interface MarkProps {
  icon: IconName
  /** @default that of its parent */
  tone?: Tone | undefined
}

export function Mark({ icon, tone }: MarkProps): ReactElement {
  return (
    <span className="mooring-status-mark" data-tone={tone}>
      <Icon name={icon} />
    </span>
  )
}
