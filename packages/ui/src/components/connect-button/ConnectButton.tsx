'use client'
// The button that connects a company, at first paint: a placeholder of its size.
import { forwardRef } from 'react'
import { useMooringContext } from '../../provider/context.ts'
import { ConnectFrame } from './ConnectFrame.tsx'
import type { ConnectButtonProps } from './connect-button-props.ts'

/** Connects a QuickBooks company in one click. It renders a `div`, or nothing once connected. */
export const ConnectButton = forwardRef<HTMLDivElement, ConnectButtonProps>(
  function ConnectButton(props, ref) {
    const { lazy } = useMooringContext()
    return lazy ? <lazy.ConnectBody {...props} ref={ref} /> : <ConnectFrame button={props} frameRef={ref} />
  },
)
