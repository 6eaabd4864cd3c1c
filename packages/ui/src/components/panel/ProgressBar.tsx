'use client'
// How far a run is, as a bar with its words.
import type { Progress } from '@mooring/contract'
import { type ReactElement, useId } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'

interface ProgressBarProps {
  /** Null where nothing is known yet. */
  progress: Progress | null
  /** Its name where the progress has none. */
  label: string
}

/** Without a total that can be right it shows that something goes on, and how much is done. */
export function ProgressBar({ progress, label }: ProgressBarProps): ReactElement {
  const { locale } = useMooring()
  const id = useId()
  const { completed, total } = progress ?? { completed: 0, total: null }
  const number = new Intl.NumberFormat(locale)
  const known = total !== null && total > 0 && completed <= total
  const share = known ? new Intl.NumberFormat(locale, { style: 'percent' }).format(completed / total) : ''
  const count = known ? `${number.format(completed)} / ${number.format(total)}` : number.format(completed)
  return (
    <div className="mooring-ends">
      <bdi id={id} className="mooring-muted">
        {progress?.label || label}
      </bdi>
      {progress && <span className="mooring-muted">{count}</span>}
      <progress
        aria-labelledby={id}
        aria-valuetext={share || undefined}
        {...(known ? { value: completed, max: total } : {})}
      />
    </div>
  )
}
