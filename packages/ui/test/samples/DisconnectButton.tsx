// What is left to say stands in `connection.disconnect`. Data is deleted by your server, which says so once it is done.
import { DisconnectButton } from '@mooring/ui'

export function DangerZone({ say }: { say: (text: string) => void }) {
  return (
    <DisconnectButton
      onDisconnected={({ disconnect }) =>
        say(disconnect?.why === 'business_sold' ? 'Good luck with what comes next.' : 'See you soon.')
      }
    />
  )
}
