'use client'
// One record that was written.
import type { WrittenRecord } from '@mooring/contract'
import { memo, type ReactElement } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import type { IconName } from '../../provider/slots.ts'
import { Mark } from '../icon/Mark.tsx'
import { FactList } from '../panel/FactList.tsx'
import { kindOf, numberOf } from './record-name.ts'

const icons: Record<WrittenRecord['operation'], IconName> = {
  create: 'check',
  update: 'dots',
  delete: 'off',
  void: 'off',
}

export const RecordRow = memo(function RecordRow({ record }: { record: WrittenRecord }): ReactElement {
  const { locale } = useMooring()
  const words = useWriteMessages()
  const { at, operation, entityId, syncToken, runId } = record
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <li className="mooring-row" data-operation={operation} data-tone="off">
      <Mark icon={icons[operation]} />
      <div className="mooring-status-text">
        <span className="mooring-headline">
          <RecordName record={record} />
        </span>
        <details>
          <summary className="mooring-more">
            {messageOf(words.operations, operation)} ·{' '}
            <time dateTime={at}>{time.format(Date.parse(at))}</time>
          </summary>
          <FactList
            facts={[
              [words.recordId, entityId],
              [words.recordVersion, syncToken],
              [words.recordRun, runId],
            ]}
          />
        </details>
      </div>
    </li>
  )
})

export function RecordName({ record }: { record: WrittenRecord }): ReactElement {
  const words = useWriteMessages()
  return (
    <>
      {kindOf(record, words)} <bdi>{numberOf(record)}</bdi>
    </>
  )
}
