'use client'
// What lies over the page, rendered where it is used: a host's open modal makes everything else untouchable.
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { usePortalContainer } from './usePortalContainer.ts'

interface LayerProps {
  /** Rendered anew where its container is gone: state that is to last belongs above. */
  children: ReactNode
}

export function Layer({ children }: LayerProps): ReactElement {
  const mark = useRef<HTMLSpanElement>(null)
  const container = usePortalContainer(mark)
  useEffect(() => {
    // React has it elsewhere than the page does: then a host's modal that asks React takes a press in it for one outside.
    const isElsewhere = mark.current?.parentNode === document.body && container !== document.body
    return isElsewhere && container ? confineEvents(container) : undefined
  }, [container])
  return (
    <>
      <span ref={mark} hidden />
      {container && createPortal(children, container)}
    </>
  )
}

const PRESSES = ['pointerdown', 'focusin']

/** After React's own listeners, which are on the same element. */
function confineEvents(container: Element | ShadowRoot): () => void {
  const stop = (event: Event) => {
    const { target } = event
    if (target instanceof Element && target.closest('.mooring')?.parentNode === container)
      event.stopPropagation()
  }
  for (const type of PRESSES) container.addEventListener(type, stop)
  return () => {
    for (const type of PRESSES) container.removeEventListener(type, stop)
  }
}
