'use client'
// One bar per day, and the same as a table.
import type { Health } from '@mooring/contract'
import { type ReactElement, useId } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import type { Tone } from '../panel/PanelHead.tsx'
import { COUNT_NAMES, writeCount } from './counts.ts'

type Day = Health['days'][number]
type State = Day['state']

const STATES: readonly State[] = ['good', 'degraded', 'down', 'none']
const tones: Record<State, Tone> = { good: 'good', degraded: 'warn', down: 'bad', none: 'off' }
/** State is told by height too, in parts of the drawing's 32. */
const HEIGHTS: Record<State, number> = { good: 32, degraded: 22, down: 12, none: 3 }
/** A bar with the gap behind it, and without. */
const STEP = 4
const WIDTH = 3

/** @param date as YYYY-MM-DD, a day in UTC */
const dayName = (date: string, locale: string | undefined): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date))

export function HealthBars({ days }: { days: readonly Day[] }): ReactElement {
  const { locale } = useMooring()
  const words = useWordsOfPanels()
  const id = useId()
  const number = new Intl.NumberFormat(locale)
  const states = STATES.map((state) => [state, days.filter((day) => day.state === state).length] as const)
  const ends = [days[0], days.at(-1)].flatMap((day) => (day ? [dayName(day.date, locale)] : []))
  return (
    <figure>
      <figcaption id={id} className="mooring-headline">
        {words.barsTitle(days.length)}
      </figcaption>
      <svg
        className="mooring-bars"
        viewBox={`0 0 ${days.length * STEP - 1} 32`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words.barsTitle(days.length)}
        focusable="false"
      >
        {days.map(({ date, state }, index) => (
          <rect
            key={date}
            data-tone={tones[state]}
            x={index * STEP}
            y={32 - HEIGHTS[state]}
            width={WIDTH}
            height={HEIGHTS[state]}
          >
            <title>{`${dayName(date, locale)}: ${words.dayStates[state]}`}</title>
          </rect>
        ))}
      </svg>
      <div className="mooring-ends mooring-muted">
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </div>
      <ul className="mooring-actions mooring-legend">
        {states.map(([state, count]) => (
          <li key={state} data-tone={tones[state]} hidden={count === 0}>
            {words.dayStates[state]} <span className="mooring-muted">{number.format(count)}</span>
          </li>
        ))}
      </ul>
      <details>
        <summary className="mooring-more">{words.asTable}</summary>
        <DayTable days={days} labelledBy={id} />
      </details>
    </figure>
  )
}

function DayTable({ days, labelledBy }: { days: readonly Day[]; labelledBy: string }): ReactElement {
  const { locale } = useMooring()
  const words = useWordsOfPanels()
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
            <th scope="row">{dayName(day.date, locale)}</th>
            <td>{words.dayStates[day.state]}</td>
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
