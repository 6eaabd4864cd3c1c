// What Harborline writes to a company's books: it posts fees there, and takes them back where it was the wrong company.
import type { Connection } from '@mooring/contract'
import { useSyncGate, WrittenRecords } from '@mooring/ui'
import { useMutation } from '@tanstack/react-query'
import { Notice } from '../frame/Notice.tsx'
import { Section } from '../frame/Page.tsx'
import { hostPost } from '../host-api.ts'
import { usePerson } from '../session.ts'

type Outcome = { outcome: 'succeeded'; result: { records: number } } | { outcome: 'paused' }

function PostFees({ connection }: { connection: Connection }) {
  const { id, company } = connection
  const gate = useSyncGate(id)
  const posting = useMutation({ mutationFn: () => hostPost<Outcome>(`/fees/${encodeURIComponent(id)}`) })
  if (!usePerson().permissions.includes('connect')) return null
  return (
    <div className="row">
      <button
        type="button"
        className="plain"
        disabled={!gate.allowed || posting.isPending}
        onClick={() => posting.mutate()}
      >
        {posting.isPending ? 'Posting…' : 'Post this month’s fees'}
      </button>
      {posting.data?.outcome === 'succeeded' && (
        <p role="status">
          {posting.data.result.records} records posted to {company.name ?? 'QuickBooks'}.
        </p>
      )}
      <Notice error={posting.error} />
    </div>
  )
}

const WHAT = 'What Harborline has written to QuickBooks.'
const TAKE_BACK = 'If it went to the wrong company, it can be taken back from here.'

/** Posting, and the list of all that was posted; for those who may audit, or post. */
export function Posting({ connection }: { connection: Connection }) {
  const { id, status, can } = connection
  const isThere = status !== 'disconnected'
  if (!can.audit && !(isThere && can.disconnect)) return null
  return (
    <Section
      title="Fees in the books"
      note={isThere && can.audit && can.disconnect ? `${WHAT} ${TAKE_BACK}` : WHAT}
    >
      {isThere && <PostFees connection={connection} />}
      {can.audit && <WrittenRecords className="card" connectionId={id} />}
    </Section>
  )
}
