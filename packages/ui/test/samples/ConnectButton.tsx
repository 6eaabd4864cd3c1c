// The button alone; `intent` comes back with the attempt.
import { ConnectButton } from '@mooring/ui'

export function Invoices({ onReady }: { onReady: (connectionId: string) => void }) {
  return <ConnectButton intent={{ open: 'invoices' }} onConnected={(connection) => onReady(connection.id)} />
}
