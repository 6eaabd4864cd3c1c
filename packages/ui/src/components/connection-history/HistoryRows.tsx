'use client'
// The lines of the history: all, or only what people did; what the machine does every hour is one line.
import type { HistoryEntry } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { Entry } from './Entry.tsx'
import { Folded } from './Folded.tsx'
import { foldEntries } from './fold-entries.ts'

export function HistoryRows({ entries }: { entries: readonly HistoryEntry[] }): ReactElement {
  const words = useWordsOfPanels()
  const [byPeople, setByPeople] = useState(false)
  const shown = byPeople ? entries.filter(({ actor }) => actor !== null) : entries
  return (
    <>
      <label className="mooring-history-filter">
        {words.historyFilter}{' '}
        <select
          className="mooring-field"
          value={byPeople ? 'people' : 'all'}
          onChange={({ target }) => setByPeople(target.value === 'people')}
        >
          <option value="all">{words.historyAll}</option>
          <option value="people">{words.historyPeople}</option>
        </select>
      </label>
      {shown.length === 0 && <p className="mooring-muted">{words.historyNoPeople}</p>}
      <ol className="mooring-rows">
        {foldEntries(shown).map(([first, ...more]) =>
          first && more.length ? (
            <Folded key={first.id} entries={[first, ...more]} />
          ) : (
            first && <Entry key={first.id} entry={first} />
          ),
        )}
      </ol>
    </>
  )
}
