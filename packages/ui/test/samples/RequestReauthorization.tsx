// Beside the status of one connection; the host's own mail is sent as well.
import { ConnectionStatus, RequestReauthorization } from '@mooring/ui'

declare function mailLink(to: string, url: string): void

export function AskTheAccountant({ connectionId }: { connectionId: string }) {
  return (
    <>
      <ConnectionStatus connectionId={connectionId} variant="card" />
      <RequestReauthorization
        connectionId={connectionId}
        onCreated={({ link, url }) => link.recipient?.email && mailLink(link.recipient.email, url)}
      />
    </>
  )
}
