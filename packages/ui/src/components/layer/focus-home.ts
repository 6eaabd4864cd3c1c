// Where the focus goes when what had it is over.
import type { SingletonSlots } from '../../core/singleton-slots.ts'
import { focused, isReachable } from './reach.ts'

export interface HomeOptions {
  /** What had it before. */
  readonly before: Element | null
  /** Whose menu or next step has it, where that is gone. */
  readonly connectionId: string | undefined
  readonly singletons: SingletonSlots
  /** Where on the page it all happened. */
  readonly origin: Node | null
}

/** How long what has the focus may make way for what was answered (ms). */
const PATIENCE_MS = 5_000

/** What had the focus before, the connection's menu, its next step, what is said of it, or the host's dialog around it. */
export function giveFocusBack(options: HomeOptions): void {
  const { before, origin } = options
  const home = homes(options).find(takesFocus)
  if (home && home === before) follow(home, () => giveFocusBack({ ...options, before: null }))
  else if (!home && origin instanceof Element) origin.closest<HTMLElement>('[tabindex]')?.focus()
}

function homes({ before, connectionId, singletons, origin }: HomeOptions): (Element | null | undefined)[] {
  const root = origin?.getRootNode()
  const roots = [root instanceof ShadowRoot ? root : document, document]
  const menus = roots.flatMap((one) => [...one.querySelectorAll<HTMLElement>('.mooring [data-connection]')])
  // Compared rather than found by a selector: where hosts run their tests there may be no `CSS.escape`.
  const own = menus.filter(({ dataset }) => dataset.connection === connectionId)
  return [before, ...own, ...stepOf(singletons.first(connectionId))]
}

/** The button of a connection's next step; where there is none, what is said of the connection. */
function stepOf(step: HTMLElement | undefined): (Element | null | undefined)[] {
  const said = step?.closest<HTMLElement>('.mooring') ?? null
  return [step?.closest('button') ?? step?.querySelector('button'), said]
}

function takesFocus(home: Element | null | undefined): boolean {
  if (!(home instanceof HTMLElement) || !isReachable(home)) return false
  home.focus()
  if (focused() === home) return true
  if (!home.matches('.mooring')) return false
  home.tabIndex = -1
  home.focus()
  return focused() === home
}

/** The button that was pressed may go a moment after the answer: then the focus moves on. */
function follow(home: Element, onGone: () => void): void {
  const around = home.parentNode
  const isLost = () => {
    const now = focused()
    return !now || now.contains(around)
  }
  const observer = new MutationObserver(() => {
    if (home.isConnected) return
    stop()
    if (isLost()) onGone()
  })
  const onFocus = () => {
    if (focused() !== home && !isLost()) stop()
  }
  const timer = setTimeout(stop, PATIENCE_MS)
  observer.observe(home.getRootNode(), { subtree: true, childList: true })
  document.addEventListener('focusin', onFocus, true)

  function stop(): void {
    clearTimeout(timer)
    observer.disconnect()
    document.removeEventListener('focusin', onFocus, true)
  }
}
