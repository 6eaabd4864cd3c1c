'use client'
// The host's own form, and the button that finishes the set-up.
import type { Connection } from '@mooring/contract'
import { type FormEvent, type ReactElement, type ReactNode, useRef } from 'react'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'

export interface ConfigurationStepProps {
  connection: Connection
  onSave?: (() => unknown) | undefined
  onSaved?: ((connection: Connection) => void) | undefined
  children?: ReactNode
}

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** Whether all fields say that they are valid; the first that doesn't is shown. */
const allValid = (form: HTMLElement | null): boolean =>
  [...(form?.querySelectorAll<Field>('input, select, textarea') ?? [])].every((field) =>
    field.reportValidity(),
  )

export function ConfigurationStep(props: ConfigurationStepProps): ReactElement {
  const { connection, onSave, onSaved, children } = props
  const change = useChange()
  const words = usePanelMessages()
  const { run, isRunning, problem } = useAction()
  const form = useRef<HTMLDivElement>(null)

  const save = async () => {
    if (!allValid(form.current)) return
    const after = await run(async () => {
      await onSave?.()
      return await change('/connections/:id/setup/complete', connection.id)
    })
    if (!after) return
    onSaved?.(after)
  }
  const onSubmit = (event: FormEvent) => {
    if (event.defaultPrevented) return
    event.preventDefault()
    void save()
  }
  return (
    <>
      <div ref={form} className="mooring-slot" onSubmit={onSubmit}>
        {children}
      </div>
      <div className="mooring-actions">
        <Button
          kind={connection.usable ? 'primary' : undefined}
          aria-disabled={isRunning}
          aria-busy={isRunning}
          onClick={save}
        >
          {isRunning ? words.setupSaving : words.setupSave}
        </Button>
      </div>
      {problem && <ErrorMessage problem={problem} onRetry={save} />}
    </>
  )
}
