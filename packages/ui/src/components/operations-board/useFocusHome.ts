// Where the focus goes when what had it is gone: a queue that goes on, an incident that has ended, a link to another section.
import { type FocusEvent, useEffect, useRef, useState } from 'react'
import { focused } from '../layer/reach.ts'

interface FocusHome {
  readonly ref: (root: HTMLElement | null) => void
  readonly onFocus: (event: FocusEvent) => void
}

/** @returns props of the element around the tabs and their panels: the panel that is shown takes the focus */
export function useFocusHome(): FocusHome {
  const [root, setRoot] = useState<HTMLElement | null>(null)
  const last = useRef<Element | null>(null)
  useEffect(() => {
    if (!root) return
    const observer = new MutationObserver(() => {
      if (!last.current || last.current.isConnected) return
      last.current = null
      const now = focused()
      const isLost = !now || now.contains(root)
      if (isLost) root.querySelector<HTMLElement>('[role="tabpanel"][data-state="active"]')?.focus()
    })
    observer.observe(root, { subtree: true, childList: true })
    return () => observer.disconnect()
  }, [root])
  const onFocus = ({ target }: FocusEvent) => {
    last.current = target
  }
  return { ref: setRoot, onFocus }
}
