'use client'
// Why a user disconnects, and what may help better for that reason.
import type { Connection, DisconnectImpact, DisconnectWhy } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { type ReactElement, useId, useState } from 'react'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { SwitchConsent } from '../company-switch/SwitchConsent.tsx'
import { useSwitch } from '../company-switch/useSwitch.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'

const REASONS: readonly DisconnectWhy[] = [
  'wrong_company',
  'different_company',
  'business_sold',
  'not_working',
  'other',
]

interface ReasonChoiceProps {
  connection: Connection
  impact: DisconnectImpact | null | undefined
  why: DisconnectWhy | undefined
  onChange: (why: DisconnectWhy) => void
  /** Called where another way is taken and the dialog is to close. */
  onLeave: () => void
}

export function ReasonChoice(props: ReasonChoiceProps): ReactElement {
  const { connection, impact, why, onChange, onLeave } = props
  const words = useDialogMessages()
  const name = useId()
  return (
    <fieldset className="mooring-reasons">
      <legend>{words.whyAsked}</legend>
      {REASONS.map((reason) => (
        <label key={reason} className="mooring-choice">
          <input type="radio" name={name} checked={why === reason} onChange={() => onChange(reason)} />
          {words.reasons[reason]}
        </label>
      ))}
      {(why === 'wrong_company' || why === 'different_company') && (
        <SwitchInstead {...{ connection, impact, why, onLeave }} />
      )}
      {why === 'not_working' && <TestInstead connection={connection} />}
      {why === 'business_sold' && <p className="mooring-advice">{words.soldNote}</p>}
    </fieldset>
  )
}

interface SwitchInsteadProps {
  connection: Connection
  impact: DisconnectImpact | null | undefined
  why: DisconnectWhy
  onLeave: () => void
}

function SwitchInstead({ connection, impact, why, onLeave }: SwitchInsteadProps): ReactElement | null {
  const { can } = useConnections()
  const words = useDialogMessages()
  const change = useSwitch(connection.id, onLeave)
  if (!can.connect || !connection.can.disconnect) return null
  return (
    <div className="mooring-advice">
      <p>{words.switchInstead}</p>
      <SwitchConsent {...{ connection, impact }} onConsent={() => change({ why })} />
    </div>
  )
}

function TestInstead({ connection }: { connection: Connection }): ReactElement {
  const { announcer } = useMooring()
  const change = useChange()
  const words = useDialogMessages()
  const speech = useSpeech()
  const { run, isRunning, problem } = useAction()
  const [result, setResult] = useState('')
  const test = () =>
    run(async () => {
      const after = await change('/connections/:id/verify', connection.id)
      const { headline, detail } = describeConnection(after, speech)
      setResult(`${headline} ${detail}`)
      announcer.announce(`${headline} ${detail}`)
    })
  return (
    <div className="mooring-advice">
      {result || words.testInstead}{' '}
      <Button aria-disabled={isRunning} onClick={test}>
        {isRunning ? words.testing : words.testConnection}
      </Button>
      {problem && <ErrorMessage problem={problem} />}
    </div>
  )
}
