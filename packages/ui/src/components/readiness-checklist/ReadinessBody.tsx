'use client'
// The verdict, its four steps, and each check with what to do; loaded on demand.
import type { Connection, Readiness, ReadinessCheck } from '@mooring/contract'
import { agoOf } from '@mooring/messages/times'
import type { ReactElement } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring, useSpeech } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import { Button } from '../button/Button.tsx'
import { Mark, type Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { findingOf, readySteps } from './ready-steps.ts'

type CheckState = ReadinessCheck['status']

const tones: Record<CheckState, Tone> = { passed: 'good', failed: 'bad', unknown: 'warn' }
const icons: Record<CheckState, IconName> = { passed: 'check', failed: 'alert', unknown: 'question' }

interface ReadinessBodyProps {
  connection: Connection
  readiness: Readiness
  isChecking: boolean
  onCheck: () => void
}

export function ReadinessBody(props: ReadinessBodyProps): ReactElement {
  const { readiness } = props
  return (
    <>
      <Verdict {...props} />
      <Steps readiness={readiness} />
      <ul className="mooring-rows">
        {readiness.checks.map((check) => (
          <Check key={check.id} check={check} />
        ))}
      </ul>
    </>
  )
}

/** What is open where a set-up is not finished: every check may have passed by then. */
const OPEN_SETUPS = {
  importing: 'setupImporting',
  failed: 'setupFailed',
  configuration_required: 'setupToDo',
} as const

const openSetup = ({ setup: { state } }: Connection) =>
  state === 'none' || state === 'done' ? null : OPEN_SETUPS[state]

function Verdict({ connection, readiness, isChecking, onCheck }: ReadinessBodyProps): ReactElement {
  const words = usePanelMessages()
  const { thisCompany } = useMooring().words
  const missing = readiness.checks.filter(({ status }) => status !== 'passed').length
  const [last] = readySteps(readiness).slice(-1)
  const open = readiness.ready ? openSetup(connection) : null
  const state = open ? 'unknown' : (last?.state ?? 'unknown')
  const verdict = readiness.ready ? words.ready : words.notReady(missing)
  return (
    <PanelHead
      tone={tones[state]}
      icon={icons[state]}
      headline={open ? words[open](connection.company.name ?? thisCompany) : verdict}
    >
      <Button aria-disabled={isChecking} onClick={isChecking ? undefined : onCheck}>
        {isChecking ? words.rechecking : words.checkAgain}
      </Button>
    </PanelHead>
  )
}

function Steps({ readiness }: { readiness: Readiness }): ReactElement {
  const words = usePanelMessages()
  return (
    <ol className="mooring-steps">
      {readySteps(readiness).map(({ step, state }) => (
        <li key={step} data-step={step} data-state={state} data-tone={tones[state]}>
          <Mark icon={icons[state]} />
          {words.readySteps[step]}
          <span className="mooring-unseen">: {words.checkStates[state]}</span>
        </li>
      ))}
    </ol>
  )
}

function Check({ check }: { check: ReadinessCheck }): ReactElement {
  const { formats, now } = useSpeech()
  const words = usePanelMessages()
  const { id, status, title, checkedAt } = check
  const { detail, fix } = findingOf(check, words.findings)
  return (
    <li className="mooring-row" data-check={id} data-state={status} data-tone={tones[status]}>
      <Mark icon={icons[status]} />
      <div className="mooring-status-text">
        <span className="mooring-headline">
          <bdi>{messageOf(words.checkTitles, id, title)}</bdi>
        </span>{' '}
        <span className={status === 'passed' ? 'mooring-unseen' : 'mooring-tag'}>
          {words.checkStates[status]}
        </span>{' '}
        <span className="mooring-detail">
          <bdi>{detail}</bdi>{' '}
          {checkedAt && <time dateTime={checkedAt}>{words.checkedAt(agoOf(checkedAt, now, formats))}</time>}
        </span>
        {fix && (
          <strong>
            <bdi>{fix}</bdi>
          </strong>
        )}
      </div>
    </li>
  )
}
