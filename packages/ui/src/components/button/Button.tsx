'use client'
// A button and a link of the kit, or the host's own instead.
import type { ComponentPropsWithoutRef, ReactElement, Ref } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useMooringContext } from '../../provider/context.ts'
import type { ButtonSlotProps } from '../../provider/slots.ts'

interface ButtonProps extends Omit<ButtonSlotProps, 'ref'> {
  buttonRef?: Ref<HTMLButtonElement>
}

export function Button({ kind, buttonRef, ...own }: ButtonProps): ReactElement {
  const Own = useMooringContext().slots?.button
  // A function component of React 18 is given a ref only where a caller wants one.
  const named = { type: 'button', ...own, ...(buttonRef && { ref: buttonRef }) } as const
  if (Own) return <Own {...named} kind={kind} />
  return <button {...named} className={classNames('mooring-button', own.className)} data-kind={kind} />
}

export function Link(props: ComponentPropsWithoutRef<'a'>): ReactElement {
  const Own = useMooringContext().slots?.link
  if (Own) return <Own {...props} className={undefined} />
  return <a {...props} />
}
