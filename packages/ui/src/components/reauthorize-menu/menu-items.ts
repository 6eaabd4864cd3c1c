// What the menu behind the three dots is made of.
import type { Connection, Problem } from '@mooring/contract'

/**
 * The items Mooring brings; each is there for who may use it, `history` for who may audit. `switch` (to another company)
 * is there where `items` names it.
 */
export type MenuItemName = 'reauthorize' | 'switch' | 'disconnect' | 'test' | 'support' | 'history'

/** An item of the host's own. */
export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly onSelect: (connection: Connection) => void
  readonly disabled?: boolean
}

/** What an item has to say once it has done its work. */
export interface MenuNote {
  readonly text?: string
  readonly problem?: Problem
  /** The connection that `text` describes: once its state is another one, the text is no longer true. */
  readonly about?: Connection
}

/** Whether what a note says is still true of the connection. */
export const isCurrent = ({ about }: MenuNote, now: Connection | null): boolean =>
  about === undefined || (about.status === now?.status && about.reason === now.reason)

/** What the menu is made of and what its items do. */
export interface MenuActions {
  readonly items: readonly (MenuItemName | MenuItem)[] | undefined
  readonly reauthorizeLabel: string | undefined
  readonly onViewHistory: (connection: Connection) => void
  readonly onReauthorize: () => void
  readonly onSwitch: () => void
  readonly onDisconnect: () => void
  readonly onNote: (note: MenuNote) => void
  /** Called when the menu is opened or closed: what was said before is over. */
  readonly onToggle: () => void
}
