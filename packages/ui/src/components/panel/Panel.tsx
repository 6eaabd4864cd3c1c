'use client'
// The frame of what is shown of one connection: its name for screen readers, its space while loading, its failures. What it shows comes on demand.
import type { Connection, Problem } from '@mooring/contract'
import {
  type ComponentPropsWithoutRef,
  type ForwardedRef,
  Fragment,
  type ReactElement,
  type ReactNode,
} from 'react'
import { classNames } from '../../core/class-names.ts'
import type { Body } from '../../hooks/useBody.ts'
import type { OneConnection } from '../../hooks/useConnection.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { ErrorMessage } from '../error-message/ErrorMessage.tsx'
import { LoadError } from '../error-message/LoadError.tsx'

/** What the panels' props have in common: those of a `section` without children of its own. */
export interface PanelOwnProps extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
}

interface PanelReading {
  readonly isLoading: boolean
  /** Why it could not be had just now. */
  readonly problem: Problem | null
  readonly refetch: () => void
}

interface PanelProps<Module> extends Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  panelRef: ForwardedRef<HTMLElement>
  /** The module of what it shows. */
  body: Body<Module>
  one: OneConnection
  /** Names the panel by the company's name. */
  label: (company: string) => string
  /** `data-state` once all is here. */
  state: string
  /** What it shows, where that is more than the connection. */
  reading?: PanelReading
  /** The lines that it is likely to have, reserved while loading. */
  lines: number
  /** Null while there is nothing to show. */
  children: ((connection: Connection, module: Module) => ReactNode) | null
}

export function Panel<Module>(props: PanelProps<Module>): ReactElement {
  const { panelRef, body, one, label, state, reading, lines, children, ...own } = props
  const { words } = useMooring()
  const { connection } = one
  const { module } = body
  const problem = reading ? reading.problem : connection ? null : one.problem
  const onRetry = (connection && reading ? reading : one).refetch
  const isWanted = children !== null && connection !== null
  const isMissing = isWanted && body.isMissing
  const isLoading = (reading ?? one).isLoading || (isWanted && !module && !isMissing)
  const seen = isWanted && module !== null
  const other = isLoading ? 'loading' : problem || isMissing ? 'unknown' : 'empty'
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
      {/* What was filled in, opened or answered is one connection's. */}
      {seen && <Fragment key={connection.id}>{children(connection, module)}</Fragment>}
      {isLoading && <p className="mooring-skeleton">{words.loading + '\n'.repeat(lines)}</p>}
      {problem && <ErrorMessage problem={problem} onRetry={onRetry} />}
      {isMissing && !problem && <LoadError />}
      {!connection && other === 'empty' && (
        <p className="mooring-muted">
          {one.isAmbiguous ? words.several(one.connectedCount) : words.notConnected}
        </p>
      )}
    </section>
  )
}
