// The steps of the guide: each with how it is done, and a tick once it was.
import type { Step, StepId } from '../../guide/steps.ts'
import { Link } from '../router.tsx'

/** @param tried null before anybody has signed in: then nothing leads anywhere yet */
export function Steps({ list, tried }: { list: readonly Step[]; tried: readonly StepId[] | null }) {
  return (
    <ol className="steps">
      {list.map(({ id, title, how, page }) => {
        const isDone = tried?.includes(id) ?? false
        return (
          <li key={id} data-done={isDone}>
            <strong>
              {tried === null ? title : <Link href={page}>{title}</Link>}
              {isDone && <span className="hidden">: done</span>}
            </strong>
            <span>{how}</span>
          </li>
        )
      })}
    </ol>
  )
}
