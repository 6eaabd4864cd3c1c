'use client'
// The menu behind the three dots; loaded on demand. Their button is in ReauthorizeMenu.tsx.
import type { Connection } from '@mooring/contract'
import { DropdownMenu } from 'radix-ui'
import { Fragment, type ReactElement, type RefObject, useCallback, useId, useRef } from 'react'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { containerAround } from '../layer/reach.ts'
import { useKeys } from '../layer/useKeys.ts'
import { PermissionContacts } from '../permission-contacts/PermissionContacts.tsx'
import type { MenuActions, MenuItemName } from './menu-items.ts'
import { useConnectionActions } from './useConnectionActions.ts'

interface ActionsMenuProps {
  connection: Connection
  button: RefObject<HTMLButtonElement | null>
  open: boolean
  /** Whether a key opened it: then its first item has the focus. */
  byKeyboard: boolean
  menu: MenuActions
  onOpenChange: (open: boolean) => void
}

interface Entry {
  readonly id: string
  readonly label: string
  readonly onSelect: () => void
  readonly disabled?: boolean
  readonly kind?: 'danger'
  /** What to know before it is chosen. */
  readonly note?: string
}

const ALL: readonly MenuItemName[] = ['reauthorize', 'test', 'support', 'history', 'disconnect']

export function ActionsMenu({
  connection,
  button,
  open,
  byKeyboard,
  menu,
  onOpenChange,
}: ActionsMenuProps): ReactElement {
  const words = useDialogMessages()
  const entries = useEntries(connection, menu)
  const id = useId()
  const { can, status } = connection
  const asks = status !== 'disconnected' && !(can.reauthorize && can.disconnect)

  const shown = useRef<HTMLDivElement>(null)
  useKeys({
    ...{ layer: shown, opener: button, open },
    onEscape: () => {
      onOpenChange(false)
      button.current?.focus()
    },
  })
  // Radix sees only keys that are pressed once it is here, and it comes late on a slow network.
  const focusFirst = useCallback(
    (content: HTMLDivElement | null) => {
      shown.current = content
      liftUp(content?.parentElement)
      if (byKeyboard) content?.querySelector<HTMLElement>('[role="menuitem"]')?.focus({ preventScroll: true })
    },
    [byKeyboard],
  )

  const select = (entry: Entry) => {
    // Focus goes home first, so that a dialog gives it back to the trigger and not to an item that is gone.
    button.current?.focus()
    entry.onSelect()
  }
  return (
    <DropdownMenu.Root {...{ open, onOpenChange }} dir={directionAt(button.current)} modal={false}>
      {/* The menu hangs on this; what people press is the permanent button beside it. */}
      <DropdownMenu.Trigger asChild>
        <span className="mooring-menu-hook" aria-hidden="true" tabIndex={-1} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={button.current && containerAround(button.current)}>
        <DropdownMenu.Content
          ref={focusFirst}
          className="mooring mooring-menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-labelledby={button.current?.id}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (document.activeElement === document.body) button.current?.focus()
          }}
        >
          {entries.map((entry) => (
            <Fragment key={entry.id}>
              <DropdownMenu.Item
                className="mooring-menu-item"
                data-kind={entry.kind}
                disabled={entry.disabled}
                aria-describedby={entry.note && `${id}-${entry.id}`}
                onSelect={() => select(entry)}
              >
                <bdi>{entry.label}</bdi>
              </DropdownMenu.Item>
              {entry.note && (
                <DropdownMenu.Label id={`${id}-${entry.id}`} className="mooring-menu-label mooring-muted">
                  {entry.note}
                </DropdownMenu.Label>
              )}
            </Fragment>
          ))}
          {asks && (
            <DropdownMenu.Label className="mooring-menu-label mooring-muted">
              {words.askForMore}
              <PermissionContacts right={can.reauthorize ? 'disconnect' : 'reauthorize'} />
            </DropdownMenu.Label>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** What Radix positions goes over everything else: a host's native dialog, and what would cut it off. */
function liftUp(popover: HTMLElement | null | undefined): void {
  if (!popover?.showPopover) return
  popover.popover = 'manual'
  const plain = { right: 'auto', bottom: 'auto', margin: '0', padding: '0', border: '0' }
  Object.assign(popover.style, plain, { background: 'none', color: 'inherit', overflow: 'visible' })
  popover.showPopover()
}

/** It runs as what it belongs to does. */
const directionAt = (button: HTMLElement | null): 'ltr' | 'rtl' =>
  button && getComputedStyle(button).direction === 'rtl' ? 'rtl' : 'ltr'

/** The items that this caller can use just now, in the host's order. */
function useEntries(connection: Connection, menu: MenuActions): Entry[] {
  const { words: first } = useMooring()
  const labels = useComponentMessages()
  const words = useDialogMessages()
  const { test, copySupport } = useConnectionActions(connection, menu.onNote)
  const { can, status } = connection
  const live = status !== 'disconnected'
  const { connect: canConnect } = useConnections().can
  const { reauthorizeLabel, onReauthorize, onSwitch, onDisconnect, onViewHistory } = menu

  const own: Record<MenuItemName, Entry | null> = {
    reauthorize:
      live && can.reauthorize
        ? {
            id: 'reauthorize',
            label: reauthorizeLabel ?? first.reauthorize,
            onSelect: onReauthorize,
            note: first.beforeSignIn,
          }
        : null,
    switch:
      live && canConnect && can.disconnect
        ? { id: 'switch', label: words.switchStart, onSelect: onSwitch }
        : null,
    test: live ? { id: 'test', label: words.testConnection, onSelect: test } : null,
    support: { id: 'support', label: labels.supportDetails, onSelect: copySupport },
    history: can.audit
      ? { id: 'history', label: words.viewHistory, onSelect: () => onViewHistory(connection) }
      : null,
    disconnect:
      live && can.disconnect
        ? { id: 'disconnect', label: labels.disconnect, onSelect: onDisconnect, kind: 'danger' }
        : null,
  }
  return (menu.items ?? ALL).flatMap((item) => {
    if (typeof item === 'string') return own[item] ?? []
    return { ...item, onSelect: () => item.onSelect(connection) }
  })
}
