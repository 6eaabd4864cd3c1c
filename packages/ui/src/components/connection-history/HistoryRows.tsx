'use client'
// The lines of the history; what the machine does every hour is one line.
import type { HistoryEntry } from '@mooring/contract'
import type { ReactElement } from 'react'
import { Entry } from './Entry.tsx'
import { Folded } from './Folded.tsx'
import { foldEntries } from './fold-entries.ts'

export function HistoryRows({ entries }: { entries: readonly HistoryEntry[] }): ReactElement {
  return (
    <ol className="mooring-rows">
      {foldEntries(entries).map(([first, ...more]) =>
        first && more.length ? (
          <Folded key={first.id} entries={[first, ...more]} />
        ) : (
          first && <Entry key={first.id} entry={first} />
        ),
      )}
    </ol>
  )
}
