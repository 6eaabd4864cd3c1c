'use client'
// What the connect button stands in, and its room while it is not known whether there is anything to connect.
import type { ForwardedRef, ReactElement, ReactNode } from 'react'
import { useDesk } from '../../hooks/useDesk.ts'
import { ButtonRoom } from '../button/ButtonRoom.tsx'
import { classNames } from '../class-names.ts'
import { Unreached } from '../quick-books-provider/Unreached.tsx'
import type { ConnectButtonProps } from './connect-button-props.ts'

interface ConnectFrameProps {
  button: ConnectButtonProps
  frameRef: ForwardedRef<HTMLDivElement>
  state?: string
  children?: ReactNode
}

/** Without a state there is room for the button, but nothing to press. */
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
  const { page } = useDesk()
  return (
    <div
      {...own}
      ref={frameRef}
      className={classNames('mooring mooring-connect', own.className)}
      data-state={state ?? 'loading'}
    >
      {state ? children : page === null ? <Unreached /> : <Room {...{ artwork, children: content }} />}
    </div>
  )
}

type Look = Pick<ConnectButtonProps, 'artwork' | 'children'>

function Room(look: Look): ReactElement {
  const content = useContent(look)
  if (!look.artwork) return <ButtonRoom>{content}</ButtonRoom>
  return (
    <span className="mooring-artwork mooring-skeleton" aria-hidden>
      {content}
    </span>
  )
}

/** What the button is made of: the host's artwork or content, or a word. */
export function useContent({ artwork, children }: Look): ReactNode {
  const { connect } = useDesk().firstWords
  if (!artwork) return children ?? connect
  return (
    <>
      <img src={artwork.default} alt={connect} />
      <img src={artwork.hover} alt="" />
    </>
  )
}
