// Once, at the top of the pages that use the data.
import { ConnectionBanner } from '@mooring/ui'

export function Notice({ navigate }: { navigate: (to: string) => void }) {
  return <ConnectionBanner onNavigate={({ id }) => navigate(`/connections/${id}`)} />
}
