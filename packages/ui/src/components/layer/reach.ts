// What of a page a person can reach just now: a host's open modal makes the rest untouchable, silent or covered.

/** An element's ancestors and itself, from within out, through shadow roots. */
function chainOf(element: Element): Element[] {
  const chain: Element[] = []
  for (let at: Node | null = element; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
    if (at instanceof Element) chain.push(at)
  }
  return chain
}

/** Where a host's tests run, the selector may be unknown. */
function isModal(dialog: Element): boolean {
  try {
    return dialog.matches(':modal')
  } catch {
    return false
  }
}

/** The host's own native dialogs: ours make way by themselves. */
const nativeModals = (): Element[] =>
  [...document.querySelectorAll('dialog[open]:not(.mooring)')].filter(isModal)

/** Whether it is read out: not hidden, made inert, or under a native modal dialog. */
export function isHeard(element: Element): boolean {
  if (!element.isConnected) return false
  const chain = chainOf(element)
  if (chain.some((one) => one.hasAttribute('inert') || one.getAttribute('aria-hidden') === 'true'))
    return false
  const modals = nativeModals()
  return modals.length === 0 || modals.some((modal) => chain.includes(modal))
}

/** Whether it can also be seen and pressed. */
export const isReachable = (element: Element): boolean =>
  isHeard(element) &&
  (element.checkVisibility?.({ visibilityProperty: true }) ?? true) &&
  getComputedStyle(element).pointerEvents !== 'none'

/** What has the focus, through shadow roots; null where nothing has. */
export function focused(): Element | null {
  let at = document.activeElement
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
  return at === document.body ? null : at
}

/** What of a host's a press inside would set off. */
const PRESSED = 'a, button, label, summary'

/** The host's element around the component that this belongs to. */
export function containerAround(element: Element): Element | ShadowRoot {
  let outer = element.closest(PRESSED) ?? element
  for (let next = outer.closest('.mooring'); next; next = outer.parentElement?.closest('.mooring') ?? null) {
    outer = next
  }
  outer = outer.closest(PRESSED) ?? outer
  const parent = outer.parentNode
  return parent instanceof Element || parent instanceof ShadowRoot ? parent : document.body
}

const elementOf = (container: Element | ShadowRoot): Element =>
  container instanceof ShadowRoot ? container.host : container

export const isUsable = (container: Element | ShadowRoot): boolean => isReachable(elementOf(container))

const IN_MODAL = ':is(dialog, [popover], [role$="dialog"], [aria-modal="true"]) .mooring'

/**
 * Where to put what lies over the page, so that a person reaches it: where it is used, near what has the focus, in a
 * modal with one of our components, or at the end of the page.
 * @param mark where it is used; at the end of the page where that is nowhere
 */
export function containerFor(mark: Element | null): Element | ShadowRoot {
  const own = mark?.parentNode === document.body ? null : mark
  for (const element of [own, focused(), ...document.querySelectorAll(IN_MODAL)]) {
    const container = element && containerAround(element)
    if (container && isUsable(container)) return container
  }
  return document.body
}
