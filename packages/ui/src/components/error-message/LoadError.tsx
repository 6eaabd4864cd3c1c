'use client'
// What is shown instead of a component where the modules beyond first paint can't be loaded.
import type { ReactElement } from 'react'
import { useMooringContext } from '../../provider/context.ts'

/** Some browsers remember a module that failed for as long as the page is there: only loading it anew asks again. */
export function LoadError(): ReactElement {
  const { firstWords } = useMooringContext()
  return (
    <div className="mooring-problem" role="alert" data-code="offline">
      <span>{firstWords.offline}</span>{' '}
      <button type="button" className="mooring-button" onClick={() => location.reload()}>
        {firstWords.tryAgain}
      </button>
    </div>
  )
}
