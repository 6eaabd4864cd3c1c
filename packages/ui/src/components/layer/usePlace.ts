// Where what lies over the page is put, for as long as a person reaches it there.
import { type RefObject, useLayoutEffect, useState } from 'react'
import { isUsable, placeFor } from './reach.ts'

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
export function usePlace(mark: RefObject<Element | null>): Element | ShadowRoot | null {
  const [place, setPlace] = useState<Element | ShadowRoot | null>(null)
  useLayoutEffect(() => {
    const settle = () => setPlace((now) => (now && isUsable(now) ? now : placeFor(mark.current)))
    settle()
    const observer = new MutationObserver(settle)
    observer.observe(document, WATCHED)
    return () => observer.disconnect()
  }, [mark])
  return place
}
