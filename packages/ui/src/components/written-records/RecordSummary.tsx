'use client'
// Records behind the sentence that counts them, the first ones by name, each with why it is left.
import type { LeftRecord, WrittenRecord } from '@mooring/contract'
import type { ReactElement } from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useWriteMessages } from '../../hooks/useWriteMessages.ts'
import { RecordName } from './RecordRow.tsx'

/** More names than these help no one to decide. */
const MOST = 20

interface RecordSummaryProps {
  /** Counts them. */
  text: string
  records: readonly (WrittenRecord | LeftRecord)[]
}

export function RecordSummary({ text, records }: RecordSummaryProps): ReactElement | null {
  const words = useWriteMessages()
  if (records.length === 0) return null
  return (
    <div>
      <p>{text}</p>
      <ul className="mooring-numbered">
        {records.slice(0, MOST).map((record) => (
          <li key={record.id} data-why={'why' in record ? record.why : undefined}>
            <RecordName record={record} />
            {'why' in record && (
              <>
                {' '}
                <span className="mooring-muted">{messageOf(words.leftWhys, record.why)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      {records.length > MOST && <p className="mooring-muted">{words.andMore(records.length - MOST)}</p>}
    </div>
  )
}
