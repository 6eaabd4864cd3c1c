// What a host hands to the status of a connection.
import type { ComponentPropsWithoutRef } from 'react'

export interface ConnectionStatusProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** A word in a pill, a line with the next step, or a card that names the company big. @default 'row' */
  variant?: 'badge' | 'row' | 'card'
}
