// What was written to a company's books, fifty records at a time.
import { WrittenRecords } from '@mooring/ui'

export function Written({ connectionId }: { connectionId: string }) {
  return <WrittenRecords connectionId={connectionId} pageSize={50} />
}
