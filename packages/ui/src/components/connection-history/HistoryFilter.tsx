'use client'
// Everything that happened, or only what people did.
import type { ReactElement } from 'react'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'

interface HistoryFilterProps {
  byPeople: boolean
  onChange: (byPeople: boolean) => void
}

export function HistoryFilter({ byPeople, onChange }: HistoryFilterProps): ReactElement {
  const words = usePanelMessages()
  return (
    <label className="mooring-history-filter">
      {words.historyFilter}{' '}
      <select
        className="mooring-field"
        value={byPeople ? 'people' : 'all'}
        onChange={({ target }) => onChange(target.value === 'people')}
      >
        <option value="all">{words.historyAll}</option>
        <option value="people">{words.historyPeople}</option>
      </select>
    </label>
  )
}
