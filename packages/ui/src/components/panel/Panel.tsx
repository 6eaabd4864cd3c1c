'use client'
// The frame of what is shown of one connection: its name for screen readers, its space while loading, its failures.
import type { Connection, Problem } from '@mooring/contract'
import type { ComponentPropsWithoutRef, ForwardedRef, ReactElement, ReactNode } from 'react'
import type { OneConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { classNames } from '../class-names.ts'
import { ProblemNote } from '../flow-note/ProblemNote.tsx'

/** What the panels' props have in common: those of a `section` without children of its own. */
export interface PanelOwnProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
}

interface PanelProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  panelRef: ForwardedRef<HTMLElement>
  one: OneConnection
  /** Names the panel by the company's name. */
  label: (company: string) => string
  /** `data-state` once all is here. */
  state: string
  isLoading: boolean
  /** Why it could not be had just now. */
  problem: Problem | null
  onRetry: () => void
  /** The lines that it is likely to have, kept free while loading. */
  lines: number
  /** Null while there is nothing to show. */
  children: ((connection: Connection) => ReactNode) | null
}

export function Panel(props: PanelProps): ReactElement {
  const { panelRef, one, label, state, isLoading, problem, onRetry, lines, children, ...own } = props
  const { words } = useMooring()
  const { connection } = one
  const seen = children !== null && connection !== null
  const other = isLoading ? 'loading' : problem ? 'unknown' : 'empty'
  return (
    <section
      aria-label={label(connection?.company.name ?? words.thisCompany)}
      {...own}
      ref={panelRef}
      className={classNames('mooring mooring-panel', own.className)}
      data-status={connection?.status}
      data-state={seen ? state : other}
      aria-busy={isLoading}
    >
      {seen && children(connection)}
      {isLoading && <p className="mooring-skeleton">{words.loading + '\n'.repeat(lines)}</p>}
      {problem && <ProblemNote problem={problem} onRetry={onRetry} />}
      {!connection && other === 'empty' && (
        <p className="mooring-muted">
          {one.isAmbiguous ? words.several(one.connectedCount) : words.notConnected}
        </p>
      )}
    </section>
  )
}
