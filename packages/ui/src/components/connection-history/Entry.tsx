'use client'
// One line of the history.
import type { HistoryEntry } from '@mooring/contract'
import { memo, type ReactElement } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import { Mark, type Tone } from '../icon/Mark.tsx'
import { FactList } from '../panel/FactList.tsx'

type Outcome = HistoryEntry['outcome']

const tones: Record<Outcome, Tone> = { succeeded: 'off', refused: 'warn', failed: 'bad' }
const icons: Record<Outcome, IconName> = { succeeded: 'check', refused: 'off', failed: 'alert' }

export const Entry = memo(function Entry({ entry }: { entry: HistoryEntry }): ReactElement {
  const { locale } = useMooring()
  const words = usePanelMessages()
  const { at, type, outcome } = entry
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li className="mooring-row" data-type={type} data-outcome={outcome} data-tone={tones[outcome]}>
      <Mark icon={icons[outcome]} />
      <div className="mooring-status-text">
        <span className="mooring-headline">{messageOf(words.happened, type)}</span>{' '}
        {outcome !== 'succeeded' && !type.endsWith('.failed') && (
          <span className="mooring-tag">{words.outcomes[outcome]}</span>
        )}
        <details>
          <summary className="mooring-more">
            <bdi>{useActor(entry)}</bdi> · <time dateTime={at}>{time.format(Date.parse(at))}</time>
          </summary>
          <Facts entry={entry} />
        </details>
      </div>
    </li>
  )
})

/** Who did it; support staff are named beside the person they acted for. */
function useActor({ actor }: HistoryEntry): string {
  const words = usePanelMessages()
  if (!actor) return words.nobody
  const name = actor.displayName ?? actor.userId
  if (!actor.actingFor) return name
  const { displayName, userId } = actor.actingFor
  return words.onBehalf(name, String(displayName ?? userId))
}

function Facts({ entry }: { entry: HistoryEntry }): ReactElement {
  const words = usePanelMessages()
  const { id, code, intuitTid, hash, data } = entry
  return (
    <FactList
      facts={[
        [words.entryCode, code],
        [words.entryTid, intuitTid],
        [words.entryData, Object.keys(data).length ? JSON.stringify(data) : ''],
        [words.entryId, id],
        [words.entryHash, hash],
      ]}
    />
  )
}
