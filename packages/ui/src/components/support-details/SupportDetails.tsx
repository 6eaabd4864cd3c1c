'use client'
// One click copies what support needs to know.
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { pathOf } from '../../client/paths.ts'
import { useBody } from '../../hooks/useBody.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useWordsOfComponents } from '../../hooks/useWordsOfComponents.ts'
import { ButtonRoom } from '../button/ButtonRoom.tsx'
import { classNames } from '../class-names.ts'
import { Unreached } from '../quick-books-provider/Unreached.tsx'

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
  const words = useWordsOfComponents()
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
        <Unreached />
      ) : (
        <ButtonRoom>{words.supportDetails}</ButtonRoom>
      )}
    </div>
  )
})
