// The modals of libraries that hosts use, each open around what a host puts into it.
import { Dialog as ArkDialog } from '@ark-ui/react/dialog'
import { DialogPanel, Dialog as HeadlessDialog } from '@headlessui/react'
import { Modal as MantineModal, MantineProvider } from '@mantine/core'
import mantine from '@mantine/core/styles.css?inline'
import MuiDialog from '@mui/material/Dialog'
import { FocusTrap } from 'focus-trap-react'
import { Dialog as RadixDialog } from 'radix-ui'
import { type ComponentType, type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Modal as AriaModal, ModalOverlay } from 'react-aria-components/Modal'
import { Drawer } from 'vaul'

export interface ModalProps {
  open: boolean
  onClose: () => void
  children: ReactNode
}

const whenClosed = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose()
}
const box = {
  position: 'fixed',
  inset: '40px auto auto 20px',
  inlineSize: 360,
  background: 'Canvas',
} as const
const cover = { position: 'fixed', inset: 0 } as const

function Radix({ open, onClose, children }: ModalProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={whenClosed(onClose)}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay style={cover} />
        {/* As shadcn/ui centres it, which makes it the box of what is fixed in it. */}
        <RadixDialog.Content
          aria-describedby={undefined}
          style={{ ...box, inset: '50% auto auto 50%', transform: 'translate(-50%, -50%)', overflow: 'auto' }}
        >
          <RadixDialog.Title>Settings</RadixDialog.Title>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

function Vaul({ open, onClose, children }: ModalProps) {
  return (
    <Drawer.Root open={open} onOpenChange={whenClosed(onClose)}>
      <Drawer.Portal>
        <Drawer.Overlay style={cover} />
        <Drawer.Content aria-describedby={undefined} style={box}>
          <Drawer.Title>Settings</Drawer.Title>
          {children}
        </Drawer.Content>
      </Drawer.Portal>
    </Drawer.Root>
  )
}

function Aria({ open, onClose, children }: ModalProps) {
  return (
    <ModalOverlay isOpen={open} onOpenChange={whenClosed(onClose)} isDismissable style={cover}>
      <AriaModal style={box}>
        <AriaDialog aria-label="Settings">{children}</AriaDialog>
      </AriaModal>
    </ModalOverlay>
  )
}

function Headless({ open, onClose, children }: ModalProps) {
  return (
    <HeadlessDialog open={open} onClose={onClose} style={cover}>
      <DialogPanel style={box}>{children}</DialogPanel>
    </HeadlessDialog>
  )
}

function Mui({ open, onClose, children }: ModalProps) {
  return (
    <MuiDialog open={open} onClose={onClose} transitionDuration={0} aria-label="Settings">
      {children}
    </MuiDialog>
  )
}

function Mantine({ open, onClose, children }: ModalProps) {
  return (
    <MantineProvider>
      <style>{mantine}</style>
      <MantineModal
        opened={open}
        onClose={onClose}
        title="Settings"
        transitionProps={{ duration: 0 }}
        portalProps={{ reuseTargetNode: false }}
      >
        {children}
      </MantineModal>
    </MantineProvider>
  )
}

/** Chakra's is made of it. */
function Ark({ open, onClose, children }: ModalProps) {
  return (
    <ArkDialog.Root open={open} onOpenChange={(change) => whenClosed(onClose)(change.open)}>
      <ArkDialog.Backdrop style={cover} />
      <ArkDialog.Positioner>
        <ArkDialog.Content style={box}>
          <ArkDialog.Title>Settings</ArkDialog.Title>
          {children}
        </ArkDialog.Content>
      </ArkDialog.Positioner>
    </ArkDialog.Root>
  )
}

function Native({ open, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog ref={dialog} aria-label="Settings" onClose={onClose}>
      {open && children}
    </dialog>
  )
}

function Popover({ open, onClose, children }: ModalProps) {
  const popover = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (open) popover.current?.showPopover()
  }, [open])
  return (
    <div
      ref={popover}
      popover="auto"
      onToggle={({ newState }) => {
        if (newState === 'closed') onClose()
      }}
    >
      {open && children}
    </div>
  )
}

function Trap({ open, onClose, children }: ModalProps) {
  if (!open) return null
  const close = () => {
    onClose()
    return true
  }
  return (
    <FocusTrap
      focusTrapOptions={{
        escapeDeactivates: close,
        clickOutsideDeactivates: close,
        fallbackFocus: '[data-trap]',
        initialFocus: '[data-trap]',
      }}
    >
      <div data-trap="" tabIndex={-1} style={box}>
        {children}
      </div>
    </FocusTrap>
  )
}

/** By their names; `inFull` are those that each way of pressing is tried in. */
export const hosts: readonly { name: string; Modal: ComponentType<ModalProps>; inFull: boolean }[] = [
  { name: 'Radix', Modal: Radix, inFull: true },
  { name: 'React Aria', Modal: Aria, inFull: true },
  { name: 'Headless UI', Modal: Headless, inFull: true },
  { name: 'MUI', Modal: Mui, inFull: true },
  { name: 'Mantine', Modal: Mantine, inFull: true },
  { name: 'native dialog', Modal: Native, inFull: true },
  { name: 'Ark UI (Chakra)', Modal: Ark, inFull: false },
  { name: 'Vaul', Modal: Vaul, inFull: false },
  { name: 'popover', Modal: Popover, inFull: false },
  { name: 'focus-trap-react', Modal: Trap, inFull: false },
]
