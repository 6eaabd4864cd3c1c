// Whether this component shows the element that a page shows once.
import { type RefObject, useLayoutEffect, useState } from 'react'
import { useMooring } from './useMooring.ts'

/**
 * @param key what is shown once
 * @param ref an element that is there whether it shows it or not
 * @param urgent whether it goes before elements above it
 */
export function useSingletonSlot(key: string, ref: RefObject<HTMLElement | null>, urgent = false): boolean {
  const { singletons } = useMooring()
  const [isFirst, onChange] = useState(true)
  useLayoutEffect(() => {
    const element = ref.current
    return element ? singletons.add({ key, element, urgent, onChange }) : undefined
  }, [singletons, key, ref, urgent])
  return isFirst
}
