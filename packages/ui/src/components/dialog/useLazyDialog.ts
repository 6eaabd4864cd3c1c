// What a dialog that is loaded when it is first opened passes to its panel, and how a panel closes that is not needed any more.
import type { Connection } from '@mooring/contract'
import { type ForwardedRef, useEffect, useRef } from 'react'
import { useConnection } from '../../hooks/useConnection.ts'
import { useLazyModule } from '../../hooks/useMooring.ts'

interface OpenProps {
  connectionId?: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** A dialog's own props, as its panel gets them. */
export type LazyDialogProps<Props> = Omit<Props, keyof OpenProps> & {
  connection: Connection
  onClose: () => void
  panelRef: ForwardedRef<HTMLDialogElement>
}

/** @returns the panel's module and props; null while there is nothing to show */
export function useLazyDialog<Module, Props extends OpenProps>(
  load: () => Promise<Module>,
  { connectionId, open, onOpenChange, ...rest }: Props,
  panelRef: ForwardedRef<HTMLDialogElement>,
): { module: Module; props: LazyDialogProps<Props> } | null {
  const { connection } = useConnection(connectionId)
  const onClose = () => onOpenChange(false)
  const module = useLazyModule(load, open, onClose)
  if (!open || !module || !connection) return null
  return { module, props: { ...rest, connection, onClose, panelRef } }
}

/**
 * Closes a question that another user has answered meanwhile.
 * @param isResolved whether the answer has become known elsewhere
 */
export function useCloseWhen(isResolved: boolean, onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    if (isResolved) close.current()
  }, [isResolved])
}
