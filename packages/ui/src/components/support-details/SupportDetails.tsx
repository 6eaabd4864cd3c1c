'use client'
// One click copies what support needs to know.
import { type ComponentPropsWithoutRef, forwardRef } from 'react'
import { pathOf } from '../../client/paths.ts'
import { useConnection } from '../../hooks/useConnection.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { ButtonRoom } from '../button/ButtonRoom.tsx'
import { classNames } from '../class-names.ts'
import { SupportBody } from './SupportBody.tsx'

export interface SupportDetailsProps extends Omit<ComponentPropsWithoutRef<'div'>, 'children'> {
  /** May be left out where the tenant has one connection. */
  connectionId?: string
  /** An attempt of the caller's that failed, whose stages and problem are wanted instead of a connection's. */
  attemptId?: string
}

/** Copies stage, code, reference and time, and shows the reference to name. It renders a `div`, or nothing where there is neither. */
export const SupportDetails = forwardRef<HTMLDivElement, SupportDetailsProps>(function SupportDetails(
  { connectionId, attemptId, ...own },
  ref,
) {
  const words = useWordsOnDemand()
  const { connection, isLoading } = useConnection(attemptId === undefined ? connectionId : null)
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
      {path ? <SupportBody path={path} /> : <ButtonRoom>{words.supportDetails}</ButtonRoom>}
    </div>
  )
})
