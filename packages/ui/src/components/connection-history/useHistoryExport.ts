// The whole history as a file.
import type { HistoryEntry, HistoryPage } from '@mooring/contract'
import { historyPath } from '../../hooks/useHistory.ts'
import { type ListExport, useListExport } from '../../hooks/useListExport.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'

const load = async () => (await import('./history-file.ts')).historyAs

export function useHistoryExport(connectionId: string): ListExport {
  const { exported } = usePanelMessages()
  return useListExport<HistoryPage, HistoryEntry>({
    name: `quickbooks-history-${connectionId}`,
    pathOf: (cursor, limit) => historyPath(connectionId, cursor, limit),
    entriesOf: ({ entries }) => entries,
    load,
    exported,
  })
}
