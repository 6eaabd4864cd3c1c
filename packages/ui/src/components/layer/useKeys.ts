// The keys of what lies over the page: Escape closes the innermost layer, and nothing of the host's below it.
import { type RefObject, useEffect, useInsertionEffect, useRef } from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { focused } from './reach.ts'

export interface KeysOptions {
  /** What is open. */
  readonly layer: RefObject<HTMLElement | null>
  /** What opened it, where the focus may still be. */
  readonly opener?: RefObject<HTMLElement | null>
  readonly onEscape: () => void
  /** @default true */
  readonly open?: boolean
  /** Whether the focus can't leave it: then Tab is the browser's alone. @default false */
  readonly modal?: boolean
}

/** Listens before any library of the host's does, which would close what is below. */
export function useKeys(options: KeysOptions): void {
  const { layer, open = true } = options
  const { layers } = useMooring()
  const latest = useRef(options)
  useInsertionEffect(() => {
    latest.current = options
  })
  useEffect(() => {
    if (!open) return
    const own = {}
    const onKey = (event: KeyboardEvent) => {
      const { opener, onEscape, modal } = latest.current
      const isOurs = event.key === 'Escape' || (event.key === 'Tab' && modal)
      if (!isOurs || event.isComposing || [...layers].at(-1) !== own) return
      const [target] = event.composedPath()
      if (target instanceof Node && !isAt(target, layer.current) && !isAt(target, opener?.current)) return
      event.stopImmediatePropagation()
      if (event.key !== 'Escape') return
      event.preventDefault()
      onEscape()
    }
    const onFocus = (event: Event) => markForMantine(event.composedPath()[0], layer.current)
    layers.add(own)
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('focusin', onFocus, true)
    markForMantine(focused(), layer.current)
    return () => {
      layers.delete(own)
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('focusin', onFocus, true)
    }
  }, [layer, layers, open])
}

/** Its modals listen as early as we do, and leave alone what is marked so. */
function markForMantine(target: EventTarget | null | undefined, layer: HTMLElement | null): void {
  if (target instanceof Element && layer?.contains(target))
    target.setAttribute('data-mantine-stop-propagation', 'true')
}

/** Where nothing has the focus, a key is the innermost layer's. */
const isAt = (target: Node, element: Element | null | undefined): boolean =>
  target === document.body || target === document.documentElement || Boolean(element?.contains(target))
