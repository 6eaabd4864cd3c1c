'use client'
// Small drawings of our own, or the host's instead; each is beside text and hidden from screen readers.
import type { ReactElement } from 'react'
import { useMooringContext } from '../../provider/context.ts'
import type { IconName } from '../../provider/slots.ts'

const paths: Record<IconName, string> = {
  check: 'M3.5 8.5l3 3 6-7',
  alert: 'M8 4.5v4.5M8 11.4v.1',
  question: 'M6.2 6.2a1.9 1.9 0 1 1 2.7 1.9c-.6.3-.9.7-.9 1.3M8 11.4v.1',
  clock: 'M8 3.2V8l3.2 2',
  pause: 'M6.4 5.4v5.2M9.6 5.4v5.2',
  off: 'M4.9 8h6.2',
  dots: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  bell: 'M4.3 11V7.4a3.7 3.7 0 0 1 7.4 0V11l1 1H3.3zM6.8 13.6h2.4',
}

export function Icon({ name }: { name: IconName }): ReactElement {
  const Own = useMooringContext().slots?.icon
  if (Own) return <Own name={name} />
  return (
    <svg className="mooring-icon" data-icon={name} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
