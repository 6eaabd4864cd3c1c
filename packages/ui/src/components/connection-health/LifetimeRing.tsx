'use client'
// How long the authorization lives: a ring with two clocks, and the same in words.
import type { Connection } from '@mooring/contract'
import { dayOf } from '@mooring/messages/times'
import type { ReactElement } from 'react'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { type Clock, lifetimeOf, nearest, type TimeLeft } from './lifetime.ts'
import { spanFormat } from './time-span.ts'

const RADII: Record<Clock, number> = { hard: 44, idle: 34 }

export function LifetimeRing({ connection }: { connection: Connection }): ReactElement {
  const { locale, formats, now } = useSpeech()
  const words = usePanelMessages()
  const clocks = lifetimeOf(connection, now)
  const first = clocks && nearest(clocks)
  if (!clocks) return <p className="mooring-muted">{words.noGrant}</p>
  return (
    <div className="mooring-lifetime">
      <div className="mooring-ring">
        <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
          {clocks.map((clock) => (
            <Arc key={clock.clock} {...clock} />
          ))}
        </svg>
        {first && <Middle {...first} />}
      </div>
      <dl className="mooring-facts">
        {clocks.map(({ clock, endsAt, days, tone }) => (
          <div key={clock} data-clock={clock} data-tone={tone}>
            <dt>{clock === 'idle' ? words.idleEnds : words.hardEnds}</dt>
            <dd>
              {endsAt === null ? words.endUnknown : dayOf(endsAt, formats)}
              {days !== null && (
                <span className="mooring-muted"> · {spanFormat(days, locale).map(({ value }) => value)}</span>
              )}
              {clock === 'idle' && connection.status === 'connected' && (
                <span className="mooring-detail">{words.idleRenews}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** The number big, its unit under it; both are in the list beside the ring too. */
function Middle({ days }: TimeLeft): ReactElement {
  const { locale } = useMooring()
  const parts = spanFormat(days ?? 0, locale)
  const pick = (unit: boolean) =>
    parts.filter(({ type, value }) => value.trim() && (type === 'unit') === unit).map(({ value }) => value)
  return (
    <span aria-hidden="true">
      <strong>{pick(false)}</strong>
      <small>{pick(true)}</small>
    </span>
  )
}

function Arc({ clock, share, tone }: TimeLeft): ReactElement {
  const circle = { cx: 50, cy: 50, r: RADII[clock], pathLength: 100 }
  return (
    <g data-clock={clock} data-tone={tone}>
      <circle {...circle} />
      {share > 0 && <circle {...circle} strokeDasharray={`${share * 100} 100`} />}
    </g>
  )
}
