// A bell for the header of your product.
import { ConnectionNotifications } from '@mooring/ui'

export function Header({ navigate }: { navigate: (to: string) => void }) {
  return <ConnectionNotifications onNavigate={({ id }) => navigate(`/connections/${id}`)} />
}
