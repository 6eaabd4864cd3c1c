'use client'
// One line for what went well again and again, with each time in a disclosure.
import type { HistoryEntry } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { Mark } from '../icon/Mark.tsx'
import { Entry } from './Entry.tsx'

export function Folded({ entries }: { entries: readonly [HistoryEntry, ...HistoryEntry[]] }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const [open, setOpen] = useState(false)
  const [{ type, at }] = entries
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const since = Date.parse(entries.at(-1)?.at ?? at)
  return (
    <li className="mooring-row" data-folded={type} data-tone="off">
      <Mark icon="check" />
      <div className="mooring-status-text">
        <span className="mooring-headline">{messageOf(words.happened, type)}</span>{' '}
        <span className="mooring-tag">{words.historyTimes(entries.length)}</span>
        <details
          onToggle={({ currentTarget, target }) => target === currentTarget && setOpen(currentTarget.open)}
        >
          <summary className="mooring-more">
            {words.nobody} · {time.formatRange(since, Date.parse(at))}
          </summary>
          {open && (
            <ol className="mooring-rows">
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </ol>
          )}
        </details>
      </div>
    </li>
  )
}
