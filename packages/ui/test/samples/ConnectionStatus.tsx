// The tenant's only company as a row, and one of several as a card.
import { ConnectionStatus } from '@mooring/ui'

export function Books({ connectionId }: { connectionId: string }) {
  return (
    <>
      <ConnectionStatus />
      <ConnectionStatus connectionId={connectionId} variant="card" />
    </>
  )
}
