// Where what lies over the page is put, for as long as a person reaches it there.
import { type RefObject, useLayoutEffect, useState } from 'react'
import { containerFor, isUsable } from './reach.ts'

/** What changes when a modal opens or closes. */
const WATCHED = {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ['aria-hidden', 'class', 'hidden', 'inert', 'open', 'style'],
}

/**
 * @param mark a hidden element where it is used
 * @returns the element or shadow root to render it in; null before the first layout
 */
export function usePortalContainer(mark: RefObject<Element | null>): Element | ShadowRoot | null {
  const [container, setContainer] = useState<Element | ShadowRoot | null>(null)
  useLayoutEffect(() => {
    const settle = () => setContainer((now) => (now && isUsable(now) ? now : containerFor(mark.current)))
    settle()
    const observer = new MutationObserver(settle)
    observer.observe(document, WATCHED)
    return () => observer.disconnect()
  }, [mark])
  return container
}
