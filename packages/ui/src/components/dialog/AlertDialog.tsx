'use client'
// A question that has to be answered: a native modal dialog, whose safe answer has the focus and the Escape key.
import type { Problem } from '@mooring/contract'
import { directionOf } from '@mooring/messages/direction'
import {
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
} from 'react'
import { createPortal } from 'react-dom'
import { useMooring } from '../../hooks/useMooring.ts'
import { classNames } from '../class-names.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'

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
  /** Why the answer failed: it stands beside the answers, where it is seen however long the question is. */
  problem?: Problem | null | undefined
  /** Whose menu or next step has the focus afterwards, where what had it before is gone. */
  connectionId?: string
  /** The answers; the one with `data-safe` is focused first. */
  answers: ReactNode
}

/** Open for as long as it is rendered. Focus goes back to where it came from. */
export function AlertDialog(props: AlertDialogProps): ReactElement {
  const {
    title,
    description,
    answers,
    problem,
    busy,
    onDismiss,
    dialogRef,
    connectionId,
    role = 'alertdialog',
    children,
    ...own
  } = props
  const { locale } = useMooring()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useImperativeHandle<HTMLDialogElement | null, HTMLDialogElement | null>(dialogRef, () => dialog.current)
  useModal(dialog, connectionId)
  return createPortal(
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
        if (!busy) onDismiss()
      }}
      onClose={() => {
        // At the second Escape a browser closes it, whatever was said to the first.
        if (dialog.current && !dialog.current.open) onDismiss()
      }}
    >
      <h2 id={`${id}-title`} className="mooring-dialog-title">
        {title}
      </h2>
      <div id={`${id}-description`} className="mooring-dialog-description">
        {description}
      </div>
      {children}
      <div className="mooring-dialog-answers">
        {problem && <ProblemNote problem={problem} />}
        {answers}
      </div>
    </dialog>,
    document.body,
  )
}

function useModal(ref: { readonly current: HTMLDialogElement | null }, connectionId?: string): void {
  const { steps } = useMooring()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const before = document.activeElement
    // Where a host's tests run there is the element, but maybe not yet what it can do.
    if (dialog.showModal) dialog.showModal()
    else dialog.open = true
    dialog.querySelector<HTMLElement>('[data-safe]')?.focus()
    // Read from the top, even where the safe answer is below the fold of a phone.
    dialog.scrollTop = 0
    return () => {
      if (dialog.close) dialog.close()
      const isThere = before !== document.body && before?.isConnected
      const home = isThere ? before : (menuOf(connectionId) ?? stepOf(steps.first(connectionId)))
      if (home instanceof HTMLElement) home.focus()
    }
  }, [ref, connectionId, steps])
}

/** The button of a connection's next step; where there is none, what is said of the connection. */
function stepOf(place: HTMLElement | undefined): HTMLElement | null {
  const button = place?.closest('button') ?? place?.querySelector('button')
  if (button) return button
  const said = place?.closest<HTMLElement>('.mooring') ?? null
  if (said && !said.hasAttribute('tabindex')) said.tabIndex = -1
  return said
}

/** Compared rather than looked for by a selector: where hosts run their tests there may be no `CSS.escape`. */
const menuOf = (connectionId = ''): HTMLElement | undefined =>
  [...document.querySelectorAll<HTMLElement>('.mooring [data-connection]')].find(
    ({ dataset }) => dataset.connection === connectionId,
  )
