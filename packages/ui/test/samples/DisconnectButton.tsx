// What is left to say stands in `connection.disconnect`.
import { DisconnectButton } from '@mooring/ui'

export function DangerZone({ say }: { say: (text: string) => void }) {
  return (
    <DisconnectButton
      onDisconnected={({ disconnect }) => say(disconnect?.dataDeleted ? 'Data is deleted.' : 'Data is kept.')}
    />
  )
}
