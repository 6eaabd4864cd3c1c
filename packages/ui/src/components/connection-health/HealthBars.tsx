'use client'
// One bar per day, and the same as a table.
import type { Health } from '@mooring/contract'
import { type ReactElement, useId } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { Tone } from '../icon/Mark.tsx'
import { COUNT_NAMES, writeCount } from './counts.ts'

type Day = Health['days'][number]
type State = Day['state']

const STATES: readonly State[] = ['good', 'degraded', 'down', 'none']
const tones: Record<State, Tone> = { good: 'good', degraded: 'warn', down: 'bad', none: 'off' }
/** State is shown by height too, in parts of the drawing's 32. */
const HEIGHTS: Record<State, number> = { good: 32, degraded: 22, down: 12, none: 3 }
/** A bar with the gap behind it, and without. */
const STEP = 4
const WIDTH = 3
/** How wide a bar with its gap is at most, in pixels: the bars of few days are at the end of the axis. */
const WIDEST_STEP = 16
/** As many days fill the axis, and have a date at each of its ends. */
const FULL_AXIS = 90

/** Dates are days in UTC, as YYYY-MM-DD. */
const dayFormat = (locale: string | undefined) =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })

/** The caption under the bars: from when to when. */
function endsOf(days: readonly Day[], format: Intl.DateTimeFormat): readonly string[] {
  const [first = 0, last = 0] = [days[0], days.at(-1)].map((day) => day && Date.parse(day.date))
  if (days.length < FULL_AXIS) return ['', format.formatRange(first, last)]
  return [format.format(first), format.format(last)]
}

interface HealthBarsProps {
  days: readonly Day[]
  /** RFC 3339; on the days before there was no connection to use. */
  since: string | null
}

/** A day's state in words. */
function useDayWord(since: HealthBarsProps['since']): (day: Day) => string {
  const words = usePanelMessages()
  const first = since?.slice(0, 10) ?? ''
  return ({ date, state }) => (state === 'none' && date < first ? words.dayBefore : words.dayStates[state])
}

export function HealthBars({ days, since }: HealthBarsProps): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const id = useId()
  const number = new Intl.NumberFormat(locale)
  const format = dayFormat(locale)
  const wordOf = useDayWord(since)
  const legend = STATES.flatMap((state) => {
    const counts = new Map<string, number>()
    for (const day of days) {
      if (day.state === state) counts.set(wordOf(day), (counts.get(wordOf(day)) ?? 0) + 1)
    }
    return [...counts].map(([word, count]) => ({ state, word, count }))
  })
  return (
    <figure>
      <figcaption id={id} className="mooring-headline">
        {words.barsTitle(days.length)}
      </figcaption>
      <svg
        className="mooring-bars"
        width={days.length * WIDEST_STEP}
        viewBox={`0 0 ${days.length * STEP - 1} 32`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.barsTitle(days.length)}
        focusable="false"
      >
        {days.map((day, index) => (
          <rect
            key={day.date}
            data-tone={tones[day.state]}
            x={index * STEP}
            y={32 - HEIGHTS[day.state]}
            width={WIDTH}
            height={HEIGHTS[day.state]}
          >
            <title>{`${format.format(Date.parse(day.date))}: ${wordOf(day)}`}</title>
          </rect>
        ))}
      </svg>
      <div className="mooring-ends mooring-muted">
        {endsOf(days, format).map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
      <ul className="mooring-actions mooring-legend">
        {legend.map(({ state, word, count }) => (
          <li key={word} data-tone={tones[state]}>
            {word} <span className="mooring-muted">{number.format(count)}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary className="mooring-more">{words.asTable}</summary>
        <DayTable {...{ days, since }} labelledBy={id} />
      </details>
    </figure>
  )
}

function DayTable({ days, since, labelledBy }: HealthBarsProps & { labelledBy: string }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const format = dayFormat(locale)
  const wordOf = useDayWord(since)
  return (
    <table className="mooring-table" aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <th scope="col">{words.day}</th>
          <th scope="col">{words.dayState}</th>
          <th scope="col">{words.dayCounts}</th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => (
          <tr key={day.date}>
            <th scope="row">{format.format(Date.parse(day.date))}</th>
            <td>{wordOf(day)}</td>
            <td>
              {COUNT_NAMES.filter((name) => day[name])
                .map((name) => `${words.counts[name]} ${writeCount(name, day[name], locale)}`)
                .join(' · ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
