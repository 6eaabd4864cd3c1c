// What a host may say of the operators' board.
import type { Reason, Status } from '@mooring/contract'
import type { BoardOverrides } from '@mooring/messages/board-words'
import type { ComponentPropsWithoutRef } from 'react'

export type BoardSection = 'status' | 'connections' | 'webhooks' | 'queues' | 'campaigns' | 'reads'

/** What is shown, for an address of the host's own: plain JSON. What is left out is not filtered by. */
export interface BoardFilter {
  /** @default 'status' */
  readonly section?: BoardSection
  readonly status?: Status
  readonly reason?: Reason
  /** A tenant's whole id. */
  readonly tenant?: string
  /** A part of the company's name, its realm id, or the connection's id. */
  readonly company?: string
  /** Whose webhooks alone are shown. */
  readonly connectionId?: string
}

export interface OperationsBoardProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** Where the board's routes are, or a whole address. @default the provider's `basePath` with `/operations/board` */
  path?: string
  /** What is shown, where the host decides it; then `onFilterChange` has to. */
  filter?: BoardFilter
  /** What is shown first. */
  defaultFilter?: BoardFilter
  onFilterChange?: (filter: BoardFilter) => void
  /** The board's own words, any of them. The provider's `messages` are for what customers read. */
  messages?: BoardOverrides
}
