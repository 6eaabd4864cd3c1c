'use client'
// What is around the connect button, and its placeholder while it is not known whether there is anything to connect.
import type { ForwardedRef, ReactElement, ReactNode } from 'react'
import { classNames } from '../../core/class-names.ts'
import { useMooringContext } from '../../provider/context.ts'
import { ButtonPlaceholder } from '../button/ButtonPlaceholder.tsx'
import { LoadError } from '../error-message/LoadError.tsx'
import type { ConnectButtonProps } from './connect-button-props.ts'

interface ConnectFrameProps {
  button: ConnectButtonProps
  frameRef: ForwardedRef<HTMLDivElement>
  state?: string
  children?: ReactNode
}

/** Without a state there is space for the button, but nothing to press. */
export function ConnectFrame({ button, frameRef, state, children }: ConnectFrameProps): ReactElement {
  const {
    connectionId,
    mode,
    returnTo,
    intent,
    artwork,
    guide,
    whenConnected,
    onConnected,
    onProblem,
    children: content,
    ...own
  } = button
  const { lazy } = useMooringContext()
  return (
    <div
      {...own}
      ref={frameRef}
      className={classNames('mooring mooring-connect', own.className)}
      data-state={state ?? 'loading'}
    >
      {state ? children : lazy === null ? <LoadError /> : <Placeholder {...{ artwork, children: content }} />}
    </div>
  )
}

type Appearance = Pick<ConnectButtonProps, 'artwork' | 'children'>

function Placeholder(appearance: Appearance): ReactElement {
  const content = useContent(appearance)
  if (!appearance.artwork) return <ButtonPlaceholder>{content}</ButtonPlaceholder>
  return (
    <span className="mooring-artwork mooring-skeleton" aria-hidden>
      {content}
    </span>
  )
}

/** What the button is made of: the host's artwork or content, or a word. */
export function useContent({ artwork, children }: Appearance): ReactNode {
  const { connect } = useMooringContext().firstWords
  if (!artwork) return children ?? connect
  return (
    <>
      <img src={artwork.default} alt={connect} />
      <img src={artwork.hover} alt="" />
    </>
  )
}
