'use client'
// The operators' board: what is true of all connections, and what can be done about it. What it shows comes when it is on a page.
import { forwardRef } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useBody } from '../../hooks/useBody.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { LoadError } from '../error-message/LoadError.tsx'
import type { OperationsBoardProps } from './operations-board-props.ts'

const loadBody = () => import('./BoardBody.tsx')

/** For people of the host's own staff, across all tenants: the adapter's `operators` says who they are. It renders a `section`. */
export const OperationsBoard = forwardRef<HTMLElement, OperationsBoardProps>(
  function OperationsBoard(props, ref) {
    const { words, isLocaleLoading } = useMooring()
    const { module, isMissing } = useBody(loadBody)
    if (module && !isLocaleLoading) return <module.BoardBody {...props} boardRef={ref} />
    const {
      path: _,
      filter: _filter,
      defaultFilter: _first,
      onFilterChange: _onFilterChange,
      messages: _own,
      ...own
    } = props
    return (
      <section
        {...own}
        ref={ref}
        className={classNames('mooring mooring-panel mooring-board', own.className)}
        aria-busy={!isMissing}
      >
        {isMissing ? <LoadError /> : <p className="mooring-skeleton">{words.loading + '\n'.repeat(18)}</p>}
      </section>
    )
  },
)
