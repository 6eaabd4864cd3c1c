'use client'
// What an explanation says, from what is true to what it is known by.
import type { ReactElement, ReactNode } from 'react'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import { Mark, type Tone } from '../icon/Mark.tsx'
import { FactList } from '../panel/FactList.tsx'
import { useBoardFormats } from './board-times.ts'
import type { Explained, ExplainedCheck, ExplainedEntry } from './explanation-lines.ts'
import { useBoard } from './useBoard.ts'

const SIGNS: Record<ExplainedCheck['state'], { tone: Tone; icon: IconName }> = {
  passed: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'alert' },
  unknown: { tone: 'off', icon: 'question' },
}

export function ExplanationBody({ explanation }: { explanation: Explained }): ReactElement {
  const { words } = useBoard()
  return (
    <>
      <dl className="mooring-board-verdict">
        <Said name={words.wrong} text={explanation.what} />
        <Said name={words.why} text={explanation.why} />
        <Said name={words.next} text={explanation.next} />
      </dl>
      <FactList facts={explanation.facts} />
      <Part title={words.checks}>
        <ul className="mooring-board-lines">
          {explanation.checks.map((check) => (
            <Check key={check.id} check={check} />
          ))}
        </ul>
      </Part>
      <Part title={words.delivery}>
        <p className="mooring-muted">{explanation.delivery}</p>
      </Part>
      <Part title={words.renewals}>
        {explanation.openRenewal && <p className="mooring-muted">{explanation.openRenewal}</p>}
        <Entries entries={explanation.renewals} />
      </Part>
      <Part title={words.events}>
        <Entries entries={explanation.events} />
      </Part>
    </>
  )
}

function Said({ name, text }: { name: string; text: string }): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <div>
      <h3 className="mooring-board-title">{title}</h3>
      {children}
    </div>
  )
}

function Check({ check: { state, title, said } }: { check: ExplainedCheck }): ReactElement {
  const { checkStates } = usePanelMessages()
  return (
    <li className="mooring-row" data-tone={SIGNS[state].tone}>
      <Mark {...SIGNS[state]} />
      <div className="mooring-status-text">
        <span className="mooring-headline">{title}</span>{' '}
        <span className="mooring-muted">{checkStates[state]}</span>
        <span className="mooring-detail">{said}</span>
      </div>
    </li>
  )
}

function Entries({ entries }: { entries: readonly ExplainedEntry[] }): ReactElement {
  const { words } = useBoard()
  const { moment } = useBoardFormats()
  if (entries.length === 0) return <p className="mooring-muted">{words.none}</p>
  return (
    <ol className="mooring-board-lines">
      {entries.map(({ id, at, said }) => (
        <li key={id}>
          <time className="mooring-muted" dateTime={at}>
            {moment(at)}
          </time>{' '}
          <bdi>{said}</bdi>
        </li>
      ))}
    </ol>
  )
}
