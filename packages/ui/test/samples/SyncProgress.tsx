// With a button to run again what failed.
import { SyncProgress } from '@mooring/ui'

export function Sync({ startSync }: { startSync: () => void }) {
  return <SyncProgress onRetry={startSync} />
}
