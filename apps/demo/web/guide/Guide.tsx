// The demo's guide over every page: what this is, and what to try, ticked as it is done. Open under Data Sources, a line elsewhere.
import { useState } from 'react'
import { steps, WHAT_HARBORLINE_IS, WHAT_MOORING_IS } from '../../guide/steps.ts'
import { useRouter } from '../router.tsx'
import { useTriedSteps } from './guide.ts'
import { Steps } from './Steps.tsx'

const MEMORY = 'harborline.guide'

const MORE =
  'There is more: a campaign that asks everyone for a new authorization and queues of events that are stalled (for operators), faults of Intuit (at the simulator), people with other rights (sign out), and what was posted to the wrong company (on its page).'

/** Whether the person has closed it on this browser. */
function useClosed(): [boolean, (isClosed: boolean) => void] {
  const [isClosed, setClosed] = useState(() => localStorage.getItem(MEMORY) === 'closed')
  return [
    isClosed,
    (closed) => {
      if (closed) localStorage.setItem(MEMORY, 'closed')
      else localStorage.removeItem(MEMORY)
      setClosed(closed)
    },
  ]
}

/** Shown over the pages. */
export function Guide({ hasSimulator }: { hasSimulator: boolean }) {
  const { path } = useRouter()
  const [isClosed, setClosed] = useClosed()
  const tried = useTriedSteps()
  const list = steps(hasSimulator)
  const next = list.find(({ id }) => !tried.includes(id))
  const isHome = path === '/'
  return (
    <details
      key={isHome ? 'home' : 'elsewhere'}
      className="guide"
      open={isHome && !isClosed}
      onToggle={({ currentTarget }) => isHome && setClosed(!currentTarget.open)}
    >
      <summary>
        <strong>A demo of Mooring</strong>
        <span className="guide-progress">
          {tried.length} of {list.length} tried{next && `. Next: ${next.title.toLowerCase()}`}
        </span>
      </summary>
      <p>
        {WHAT_MOORING_IS} {WHAT_HARBORLINE_IS} What to try:
      </p>
      <Steps list={list} tried={tried} />
      {!next && <p>{MORE}</p>}
    </details>
  )
}
