// What a host hands to the connect button.
import type { Connection, Problem } from '@mooring/contract'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import type { AuthorizeMode } from '../../core/authorization/authorization-session.ts'

/** Intuit's official button, as addresses of its unmodified images. */
export interface ConnectArtwork {
  readonly default: string
  readonly hover: string
}

export interface ConnectButtonProps extends Omit<ComponentPropsWithoutRef<'div'>, 'onProgress'> {
  /** The connection to take up again; null always connects one more. @default the tenant's only one, or a new one */
  connectionId?: string | null
  /** In a window of its own, in this one, or as suits the device. @default the provider's, 'auto' */
  mode?: AuthorizeMode
  /** Where a redirect comes back to: a path on the redirect URI's origin, or an allowed address. @default this page */
  returnTo?: string
  /** JSON (≤ 4 kB) handed back with the attempt. */
  intent?: unknown
  /** Intuit's artwork, shown unmodified. @default a neutral button of our own */
  artwork?: ConnectArtwork
  /** Whether what to know before the sign-in is offered under the button. @default true */
  guide?: boolean
  /** Once connected: nothing, or "Connected", which opens the menu. @default 'hide' */
  whenConnected?: 'hide' | 'connected'
  /** Called once a company is connected; it may still have to be confirmed. */
  onConnected?: (connection: Connection) => void
  /** Called when connecting failed or was refused. */
  onProblem?: (problem: Problem) => void
  /** The button's content. @default "Connect to QuickBooks" */
  children?: ReactNode
}
