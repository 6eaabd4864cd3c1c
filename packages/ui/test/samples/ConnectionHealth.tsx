// The last month alone.
import { ConnectionHealth } from '@mooring/ui'

export function Health() {
  return <ConnectionHealth days={30} />
}
