'use client'
// Why somebody disconnects, and what may help better for that reason.
import type { Connection, DisconnectWhy } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { type ReactElement, useId, useState } from 'react'
import { PAGE } from '../../authorization/flow.ts'
import { useAction, useChange } from '../../hooks/useAction.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'

const REASONS: readonly DisconnectWhy[] = [
  'wrong_company',
  'different_company',
  'business_sold',
  'not_working',
  'other',
]

interface ReasonChoiceProps {
  connection: Connection
  why: DisconnectWhy | undefined
  onChange: (why: DisconnectWhy) => void
  /** Called where another way is taken and the dialog is to close. */
  onLeave: () => void
}

export function ReasonChoice({ connection, why, onChange, onLeave }: ReasonChoiceProps): ReactElement {
  const words = useWordsOnDemand()
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
        <SwitchInstead connection={connection} onLeave={onLeave} />
      )}
      {why === 'not_working' && <TestInstead connection={connection} />}
      {why === 'business_sold' && <p className="mooring-advice">{words.soldNote}</p>}
    </fieldset>
  )
}

function SwitchInstead({
  connection,
  onLeave,
}: {
  connection: Connection
  onLeave: () => void
}): ReactElement | null {
  const { flows } = useMooring()
  const { can } = useConnections()
  const words = useWordsOnDemand()
  if (!can.connect || !connection.can.disconnect) return null
  const change = () => {
    const target = { connectionId: connection.id, allowCompanyChange: true }
    void flows.begin({ slot: connection.id, starter: PAGE, target })
    onLeave()
  }
  return (
    <p className="mooring-advice">
      {words.switchInstead} <Button onClick={change}>{words.switchStart}</Button>
    </p>
  )
}

function TestInstead({ connection }: { connection: Connection }): ReactElement {
  const { announcer } = useMooring()
  const change = useChange()
  const words = useWordsOnDemand()
  const speech = useSpeech()
  const { run, isRunning, problem } = useAction()
  const [result, setResult] = useState('')
  const test = () =>
    run(async () => {
      const after = await change('/connections/:id/verify', connection.id)
      const { headline, detail } = describeConnection(after, speech)
      setResult(`${headline} ${detail}`)
      announcer.say(`${headline} ${detail}`)
    })
  return (
    <div className="mooring-advice">
      {result || words.testInstead}{' '}
      <Button aria-disabled={isRunning} onClick={test}>
        {isRunning ? words.testing : words.testConnection}
      </Button>
      {problem && <ProblemNote problem={problem} />}
    </div>
  )
}
