'use client'
// The host's own form, and the button that finishes the set-up.
import { type Connection, ROUTES, routePath } from '@mooring/contract'
import { type FormEvent, type ReactElement, type ReactNode, useRef } from 'react'
import { putConnection } from '../../client/put-connection.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWordsOfPanels } from '../../hooks/useWordsOfPanels.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'

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
  const { client, list, queryClient } = useMooring()
  const words = useWordsOfPanels()
  const { run, isRunning, problem } = useAction()
  const form = useRef<HTMLDivElement>(null)

  const save = async () => {
    if (!allValid(form.current)) return
    const after = await run(async () => {
      await onSave?.()
      return await client.post<Connection>(routePath(ROUTES.completeSetup.path, connection.id))
    })
    if (!after) return
    putConnection(queryClient, list, after)
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
        <button
          type="button"
          className="mooring-button"
          data-kind="primary"
          aria-disabled={isRunning}
          aria-busy={isRunning}
          onClick={save}
        >
          {isRunning ? words.setupSaving : words.setupSave}
        </button>
      </div>
      {problem && <ProblemNote problem={problem} onRetry={save} />}
    </>
  )
}
