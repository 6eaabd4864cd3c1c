'use client'
// Queues of events that have stopped, and what can be done about them.
import type { BoardQueues } from '@mooring/contract'
import { type ReactElement, useState } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useAction } from '../../hooks/useAction.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { usePanelMessages } from '../../hooks/usePanelMessages.ts'
import { Button } from '../button/Button.tsx'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { Mark } from '../icon/Mark.tsx'
import { PanelHead } from '../panel/PanelHead.tsx'
import { useBoardFormats } from './board-times.ts'
import { Shown } from './Shown.tsx'
import { SureDialog } from './SureDialog.tsx'
import { EVERY_MS, useBoard, useBoardReading, useBoardWork } from './useBoard.ts'

type Queue = BoardQueues['queues'][number]

/** The queue of events that belong to no connection. */
const QUEUE_OF_NONE = 'operations'

export function QueuesSection(): ReactElement {
  const { words } = useBoard()
  const reading = useBoardReading<BoardQueues>('/queues', EVERY_MS)
  const { answer } = reading
  // It outlives the queue that it asks about.
  const [skipped, setSkipped] = useState<Queue | null>(null)
  return (
    <>
      <Shown reading={reading} lines={6}>
        {answer?.queues.length === 0 && <PanelHead tone="good" icon="check" headline={words.queuesNone} />}
        {answer && answer.queues.length > 0 && (
          <>
            <p className="mooring-muted">{words.queuesWhat}</p>
            <ul className="mooring-rows">
              {answer.queues.map((queue) => (
                <Row key={queue.eventId} queue={queue} onSkip={() => setSkipped(queue)} />
              ))}
            </ul>
          </>
        )}
      </Shown>
      {skipped && (
        <SureDialog
          title={words.skipTitle}
          description={words.skipWhat}
          yes={words.skipYes}
          path={`/events/${encodeURIComponent(skipped.eventId)}/skip`}
          done={words.skipped}
          onClose={() => setSkipped(null)}
        />
      )}
    </>
  )
}

function Row({ queue, onSkip }: { queue: Queue; onSkip: () => void }): ReactElement {
  const { announcer } = useMooring()
  const { words } = useBoard()
  const { happened } = usePanelMessages()
  const { ago } = useBoardFormats()
  const work = useBoardWork()
  const { run, isRunning, problem } = useAction()
  const { connectionId, tenantId, type, tries, stalledSince } = queue
  const retry = async () => {
    const id = encodeURIComponent(connectionId ?? QUEUE_OF_NONE)
    if ((await run(() => work<object>(`/queues/${id}/retry`))) !== null) announcer.announce(words.retried)
  }
  return (
    <li className="mooring-row" data-tone="bad" data-event={queue.eventId}>
      <Mark icon="pause" />
      <div className="mooring-board-row">
        <div>
          <span className="mooring-headline">{messageOf({ ...happened, ...words.happenings }, type)}</span>
          <span className="mooring-detail">
            {words.tried(tries)}, {words.stopped(ago(stalledSince))}
          </span>
        </div>
        <div className="mooring-muted">
          {tenantId === null ? (
            words.queueOfNone
          ) : (
            <>
              {words.tenant} <bdi>{tenantId}</bdi> · <bdi>{connectionId}</bdi>
            </>
          )}
        </div>
      </div>
      <div className="mooring-board-actions">
        <Button aria-disabled={isRunning} aria-busy={isRunning} onClick={retry}>
          {words.retry}
        </Button>
        <Button disabled={isRunning} onClick={onSkip}>
          {words.skip}
        </Button>
      </div>
      {problem && <ErrorMessage problem={problem} />}
    </li>
  )
}
