'use client'
// One click copies what support needs to know.
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { classNames } from '../../core/class-names.ts'
import { pathOf } from '../../core/paths.ts'
import { useBody } from '../../hooks/useBody.ts'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { ButtonPlaceholder } from '../button/ButtonPlaceholder.tsx'
import { LoadError } from '../error-message/LoadError.tsx'

export interface SupportDetailsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** An attempt of the caller's that failed, whose stages and problem are wanted instead of a connection's. */
  attemptId?: string
}

const loadBody = () => import('./SupportBody.tsx')

/** Copies stage, code, reference and time, and shows the reference to name. It renders a `div`, or nothing where there is neither. */
export const SupportDetails = forwardRef<HTMLDivElement, SupportDetailsProps>(function SupportDetails(
  { connectionId, attemptId, ...own },
  ref,
) {
  const words = useComponentMessages()
  const { connection, isLoading } = useConnection(attemptId === undefined ? connectionId : null)
  const body = useBody(loadBody)
  const path = attemptId
    ? pathOf('/attempts/:id/support', attemptId)
    : connection && pathOf('/connections/:id/support', connection.id)
  if (!path && !isLoading) return null
  return (
    <div
      {...own}
      ref={ref}
      className={classNames('mooring mooring-support', own.className)}
      data-status={connection?.status}
    >
      {path && body.module ? (
        <body.module.SupportBody path={path} />
      ) : body.isMissing ? (
        <LoadError />
      ) : (
        <ButtonPlaceholder>{words.supportDetails}</ButtonPlaceholder>
      )}
    </div>
  )
})
