'use client'
// The room of a button that is not there yet.
import type { ReactElement, ReactNode } from 'react'
import { useDesk } from '../../hooks/useDesk.ts'
import { classNames } from '../class-names.ts'

interface ButtonRoomProps {
  className?: string | undefined
  children: ReactNode
}

/** Of the kit's button, or of the host's, which nobody can see or press meanwhile. */
export function ButtonRoom({ className, children }: ButtonRoomProps): ReactElement {
  const Own = useDesk().slots?.button
  return (
    <span
      className={classNames('mooring-skeleton', Own ? 'mooring-room' : 'mooring-button', className)}
      aria-hidden
    >
      {Own ? <Own disabled>{children}</Own> : children}
    </span>
  )
}
