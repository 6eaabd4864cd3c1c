// Fifty entries at a time.
import { ConnectionHistory } from '@mooring/ui'

export function Audit({ connectionId }: { connectionId: string }) {
  return <ConnectionHistory connectionId={connectionId} pageSize={50} />
}
