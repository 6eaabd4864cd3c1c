// A company's set-up while it is under way, and its check settings once it is done.
import type { Connection } from '@mooring/contract'
import { SetupProgress } from '@mooring/ui'
import type { FormEvent } from 'react'
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { usePerson } from '../session.ts'
import { CheckFields } from './CheckFields.tsx'
import { useCheckForm } from './check-settings.ts'

/** The form is the host's; when it is asked for, and that it was filled in, is Mooring's to know. */
export function CheckSettings({ connection }: { connection: Connection }) {
  const { id, setup } = connection
  const form = useCheckForm(id, setup.state)
  const mayChange = usePerson().permissions.includes('connect')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void form.save().catch(() => {})
  }
  return (
    <>
      <SetupProgress className="card" connectionId={id} onSave={form.save}>
        <CheckFields form={form} />
      </SetupProgress>
      {setup.state === 'done' && (
        <Section title="Month-end checks" note="They stay as they are when QuickBooks is disconnected.">
          <form className="card sync" onSubmit={submit}>
            <CheckFields form={form} disabled={!mayChange} />
            {mayChange && (
              <div className="row">
                <button type="submit" className="plain" disabled={form.isSaving}>
                  Save checks
                </button>
                {form.isSaved && <p role="status">Saved.</p>}
              </div>
            )}
            <Notice error={form.error} />
          </form>
        </Section>
      )}
    </>
  )
}
