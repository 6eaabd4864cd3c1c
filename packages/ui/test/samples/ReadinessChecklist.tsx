// Of one connection; without an id, of the tenant's only one.
import { ReadinessChecklist } from '@mooring/ui'

export function Checks({ connectionId }: { connectionId: string }) {
  return <ReadinessChecklist connectionId={connectionId} />
}
