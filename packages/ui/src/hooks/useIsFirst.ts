// Whether this is the place on the page for what is to stand there once.
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useMooring } from './useMooring.ts'

/**
 * @param subject what stands once
 * @param place an element that is there whether it is the place or not
 * @param urgent whether it goes before places above it
 */
export function useIsFirst(subject: string, place: RefObject<HTMLElement | null>, urgent = false): boolean {
  const { steps } = useMooring()
  const [isFirst, tell] = useState(true)
  useLayoutEffect(() => {
    const element = place.current
    return element ? steps.add({ subject, element, urgent, tell }) : undefined
  }, [steps, subject, place, urgent])
  return isFirst
}
