'use client'
// The log of the webhooks that Intuit signed, and how many were refused.
import type { BoardWebhooks } from '@mooring/contract'
import type { ReactElement } from 'react'
import type { IconName } from '../../provider/slots.ts'
import { Button } from '../button/Button.tsx'
import { Mark, type Tone } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { useBoardFormats } from './board-times.ts'
import { Shown } from './Shown.tsx'
import { useBoard, useBoardPages } from './useBoard.ts'

type Delivery = BoardWebhooks['deliveries'][number]

const SIGNS: Record<Delivery['state'], { tone: Tone; icon: IconName }> = {
  waiting: { tone: 'off', icon: 'clock' },
  worked_on: { tone: 'good', icon: 'check' },
  parked: { tone: 'bad', icon: 'alert' },
}

export function WebhooksSection(): ReactElement {
  const { words, filter, choose } = useBoard()
  const { connectionId } = filter
  const log = useBoardPages<BoardWebhooks>('/webhooks', { connectionId })
  const deliveries = log.pages.flatMap((page) => page.deliveries)
  return (
    <>
      {connectionId && (
        <p className="mooring-board-only">
          {words.webhooksOfOne} <bdi>{connectionId}</bdi>{' '}
          <Button onClick={() => choose({ ...filter, connectionId: undefined })}>
            {words.webhooksOfAll}
          </Button>
        </p>
      )}
      <Shown reading={log} lines={16}>
        {log.pages[0] && <Refused refused={log.pages[0].refused} />}
        {log.pages.length > 0 && deliveries.length === 0 && (
          <p className="mooring-muted">{words.webhooksNone}</p>
        )}
        {deliveries.length > 0 && (
          <ul className="mooring-rows">
            {deliveries.map((delivery) => (
              <Row key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        )}
        {log.hasMore && (
          <Button aria-disabled={log.isLoadingMore} aria-busy={log.isLoadingMore} onClick={log.more}>
            {log.isLoadingMore ? words.readingMore : words.more}
          </Button>
        )}
      </Shown>
    </>
  )
}

function Refused({ refused }: Pick<BoardWebhooks, 'refused'>): ReactElement | null {
  const { words } = useBoard()
  const { moment } = useBoardFormats()
  const [last] = refused
  if (!last) return null
  const count = refused.reduce((sum, hour) => sum + hour.count, 0)
  return (
    <PanelHead
      tone="warn"
      icon="alert"
      headline={words.refused(count)}
      detail={`${words.refusedWhat} ${moment(last.hour)}`}
    />
  )
}

function Row({ delivery }: { delivery: Delivery }): ReactElement {
  const { words } = useBoard()
  const { moment } = useBoardFormats()
  const { state, arrivedAt, events, tries, why, connections } = delivery
  const summary = [words.brought(events), ...(tries > 0 ? [words.tried(tries)] : [])].join(' · ')
  return (
    <li className="mooring-row" data-tone={SIGNS[state].tone} data-state={state}>
      <Mark {...SIGNS[state]} />
      <div className="mooring-board-row">
        <div>
          <span className="mooring-headline">{words.webhookStates[state]}</span>
          <time className="mooring-detail" dateTime={arrivedAt}>
            {moment(arrivedAt)}
          </time>
        </div>
        <div>
          {summary}
          {why && (
            <span className="mooring-detail">
              {why === 'unreadable' ? words.unreadable : <bdi>{why}</bdi>}
            </span>
          )}
        </div>
        <div className="mooring-muted">
          {connections.length === 0 && words.noConnection}
          {connections.map(({ connectionId, tenantId }) => (
            <div key={connectionId}>
              <bdi>{tenantId}</bdi> · <bdi>{connectionId}</bdi>
            </div>
          ))}
        </div>
      </div>
    </li>
  )
}
