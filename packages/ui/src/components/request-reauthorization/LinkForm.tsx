'use client'
// Whom a link is for, what to say to them, and how long it works. Nothing of it has to be filled in.
import type { LinkRequest } from '@mooring/contract'
import { type FormEvent, type ReactElement, type ReactNode, useEffect, useId, useRef } from 'react'
import { useAction } from '../../hooks/useAction.ts'
import { useLinkMessages } from '../../hooks/useLinkMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'

/** Whole days of up to a week; the middle one is the adapter's own default. */
const DAYS = [1, 3, 7]
const HOURS_OF_DAY = 24

interface LinkFormProps {
  /** Rejects with a `ProblemError`. */
  onCreate: (request: LinkRequest) => Promise<void>
  /** One was created before: then the form has the focus of the button that brought it back. */
  isAgain: boolean
}

/** What is filled in; what is left empty is not sent. */
function requestOf(form: HTMLFormElement): LinkRequest {
  const fields = new FormData(form)
  const text = (name: string) => String(fields.get(name) ?? '').trim() || undefined
  const [name, email, note] = ['name', 'email', 'note'].map(text)
  return {
    ...((name || email) && { recipient: { ...(name && { name }), ...(email && { email }) } }),
    ...(note && { note }),
    hours: Number(fields.get('days')) * HOURS_OF_DAY,
  }
}

export function LinkForm({ onCreate, isAgain }: LinkFormProps): ReactElement {
  const { locale } = useMooring()
  const words = useLinkMessages()
  const { run, isRunning, problem } = useAction()
  const form = useRef<HTMLFormElement>(null)
  const help = useId()
  const inDays = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  useEffect(() => {
    if (isAgain) form.current?.querySelector('input')?.focus()
  }, [isAgain])

  const create = () => run(async () => form.current && (await onCreate(requestOf(form.current))))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    void create()
  }
  return (
    <form ref={form} className="mooring-link-form" onSubmit={submit}>
      <Field label={words.linkName}>
        {(id) => (
          <input {...{ id }} className="mooring-field" name="name" maxLength={100} autoComplete="off" />
        )}
      </Field>
      <Field label={words.linkEmail}>
        {(id) => (
          <input
            {...{ id }}
            className="mooring-field"
            name="email"
            type="email"
            dir="ltr"
            maxLength={254}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={words.linkNote} isWide>
        {(id) => (
          <>
            <textarea
              {...{ id }}
              className="mooring-field"
              name="note"
              rows={2}
              maxLength={500}
              aria-describedby={help}
            />
            <span id={help} className="mooring-muted">
              {words.linkNoteHelp}
            </span>
          </>
        )}
      </Field>
      <Field label={words.linkTime}>
        {(id) => (
          <select {...{ id }} className="mooring-field" name="days" defaultValue={DAYS[1]}>
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {inDays.format(days)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div className="mooring-actions mooring-link-wide">
        <Button type="submit" kind="primary" aria-disabled={isRunning} aria-busy={isRunning}>
          {isRunning ? words.linkMaking : words.linkMake}
        </Button>
      </div>
      {problem && <ErrorMessage problem={problem} onRetry={create} />}
    </form>
  )
}

interface FieldProps {
  label: string
  isWide?: boolean
  children: (id: string) => ReactNode
}

function Field({ label, isWide, children }: FieldProps): ReactElement {
  const id = useId()
  return (
    <div className={isWide ? 'mooring-link-wide' : undefined}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}
