'use client'
// A question that has to be answered: a native modal dialog, whose safe answer has the focus and the Escape key.
import type { Problem } from '@mooring/contract'
import { directionOf } from '@mooring/messages/direction'
import {
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from 'react'
import { classNames } from '../../core/class-names.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { giveFocusBack } from '../layer/focus-home.ts'
import { Layer } from '../layer/Layer.tsx'
import { focused } from '../layer/reach.ts'
import { useKeys } from '../layer/useKeys.ts'

/** `role`: "dialog" for what asks nothing. @default "alertdialog" */
export interface AlertDialogProps
  extends Omit<ComponentPropsWithoutRef<'dialog'>, 'title' | 'open' | 'onClose' | 'onCancel'> {
  title: string
  /** What is said under the title; read out with it. */
  description: ReactNode
  /** Escape: the answer that changes nothing. */
  onDismiss: () => void
  /** While an answer is on its way there is no way out. @default false */
  busy?: boolean
  dialogRef?: ForwardedRef<HTMLDialogElement>
  /** Why the answer failed: shown beside the answers, where it is visible however long the question is. */
  problem?: Problem | null | undefined
  /** Whose menu or next step has the focus afterwards, where what had it before is gone. */
  connectionId?: string
  /** The answers; the one with `data-safe` is focused first. */
  answers: ReactNode
}

/** Open for as long as it is rendered. Focus goes back to where it came from. */
export function AlertDialog(props: AlertDialogProps): ReactElement {
  // It outlives a dialog that is rendered anew because its container went with the host's own dialog.
  const before = useRef<Element | null | undefined>(undefined)
  return (
    <Layer>
      <OpenDialog {...props} before={before} />
    </Layer>
  )
}

interface OpenDialogProps extends AlertDialogProps {
  before: { current: Element | null | undefined }
}

function OpenDialog(props: OpenDialogProps): ReactElement {
  const {
    title,
    description,
    answers,
    problem,
    busy,
    onDismiss,
    dialogRef,
    connectionId,
    before,
    role = 'alertdialog',
    children,
    ...own
  } = props
  const { locale } = useMooring()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useImperativeHandle<HTMLDialogElement | null, HTMLDialogElement | null>(dialogRef, () => dialog.current)
  const dismiss = () => {
    if (!busy) onDismiss()
  }
  useKeys({ layer: dialog, onEscape: dismiss, modal: true })
  useModal(dialog, before, connectionId)
  return (
    <dialog
      dir={directionOf(locale)}
      {...own}
      ref={dialog}
      role={role}
      aria-modal="true"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      className={classNames('mooring mooring-dialog', own.className)}
      onCancel={(event) => {
        event.preventDefault()
        // React brings both to a host's dialog around it, which has not been closed.
        event.stopPropagation()
        dismiss()
      }}
      onClose={(event) => {
        event.stopPropagation()
        // The second time a browser closes it by its own means, whatever was said to the first.
        if (dialog.current && !dialog.current.open) onDismiss()
      }}
      // A form of the host's around it is not sent by what is answered here.
      onSubmit={(event) => event.stopPropagation()}
      onKeyDown={stopEnterInForm}
    >
      <h2 id={`${id}-title`} className="mooring-dialog-title">
        {title}
      </h2>
      <div id={`${id}-description`} className="mooring-dialog-description">
        {description}
      </div>
      {children}
      <div className="mooring-dialog-answers">
        {problem && <ErrorMessage problem={problem} />}
        {answers}
      </div>
    </dialog>
  )
}

/** Enter in a field sends the form around it. */
function stopEnterInForm(event: KeyboardEvent<HTMLDialogElement>): void {
  const { key, currentTarget, target } = event
  if (key !== 'Enter' || !(target instanceof HTMLInputElement)) return
  if (target.form && !currentTarget.contains(target.form)) event.preventDefault()
}

function useModal(
  ref: RefObject<HTMLDialogElement | null>,
  first: OpenDialogProps['before'],
  connectionId: string | undefined,
): void {
  const { singletons } = useMooring()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const before = first.current ?? focused()
    first.current = before
    const origin = dialog.parentNode
    // As large as the page's text, whatever surrounds it.
    dialog.style.fontSize = getComputedStyle(document.body).fontSize
    // Where a host's tests run there is the element, but maybe not yet what it can do.
    if (dialog.showModal) dialog.showModal()
    else dialog.open = true
    dialog.querySelector<HTMLElement>('[data-safe]')?.focus()
    // Read from the top, even where the safe answer is below the fold of a phone.
    dialog.scrollTop = 0
    return () => {
      if (dialog.close) dialog.close()
      giveFocusBack({ before, connectionId, singletons, origin })
    }
  }, [ref, first, connectionId, singletons])
}
