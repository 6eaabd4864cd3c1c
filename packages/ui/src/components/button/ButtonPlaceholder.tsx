'use client'
// The placeholder of a button that is not there yet.
import type { ReactElement, ReactNode } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useMooringContext } from '../../provider/context.ts'

interface ButtonPlaceholderProps {
  className?: string | undefined
  children: ReactNode
}

/** Of the kit's button, or of the host's, which no one can see or press meanwhile. */
export function ButtonPlaceholder({ className, children }: ButtonPlaceholderProps): ReactElement {
  const Own = useMooringContext().slots?.button
  return (
    <span
      className={classNames('mooring-skeleton', Own ? 'mooring-space' : 'mooring-button', className)}
      aria-hidden
    >
      {Own ? <Own disabled>{children}</Own> : children}
    </span>
  )
}
