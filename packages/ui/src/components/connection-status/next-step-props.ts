// What the next step of a connection is shown for.
import type { Connection } from '@mooring/contract'

export interface NextStepProps {
  connection: Connection
  /** Whether the caller may connect a company. */
  canConnect: boolean
  /** Whether it names the new company that waits to replace this one. @default true */
  showsSwitch?: boolean
}
