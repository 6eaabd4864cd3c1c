// Shows an element once on a page: at the first candidate in document order.

interface Candidate {
  /** What is shown once: a connection's next step, by the connection's id, its status (`statusKey`), or `GUIDE_KEY`. */
  readonly key: string
  readonly element: HTMLElement
  /** Whether it goes before candidates above it, as what is just going on does. */
  readonly urgent: boolean
  /** Called with whether it is shown here. */
  readonly onChange: (isFirst: boolean) => void
}

/** What to know before the sign-in: once on a page, however many connections need one. */
export const GUIDE_KEY = 'guide'

const STATUS_PREFIX = 'said '

/** What is true of a connection, in a sentence: once on a page, and once in each dialog, which covers the page. */
export const statusKey = (connectionId: string): string => STATUS_PREFIX + connectionId

const DIALOG = 'dialog, [role="dialog"], [role="alertdialog"]'

const scopeOf = ({ key, element }: Candidate): Element | null =>
  key.startsWith(STATUS_PREFIX) ? element.closest(DIALOG) : null

/** Of the component: what is around the element may have no box of its own (`display: contents`). */
const isVisible = ({ element }: Candidate): boolean =>
  element.closest('.mooring')?.checkVisibility?.() ?? true

const byDocumentOrder = (one: Candidate, other: Candidate): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

function firstOf(offered: readonly Candidate[]): Candidate | undefined {
  if (offered.length < 2) return offered[0]
  const candidates = [...offered].sort(byDocumentOrder)
  const visible = candidates.filter(isVisible)
  return visible.find(({ urgent }) => urgent) ?? visible[0] ?? candidates[0]
}

export class SingletonSlots {
  #candidates = new Map<string, readonly Candidate[]>()

  /** @returns removes the candidate */
  add(candidate: Candidate): () => void {
    this.#update(candidate.key, [...this.#of(candidate.key), candidate])
    return () => {
      const others = this.#of(candidate.key).filter((other) => other !== candidate)
      this.#update(candidate.key, others)
    }
  }

  /** The element of the first candidate. */
  first(key: string | undefined): HTMLElement | undefined {
    return firstOf(this.#of(key))?.element
  }

  #of(key: string | undefined): readonly Candidate[] {
    return this.#candidates.get(key ?? '') ?? []
  }

  #update(key: string, candidates: readonly Candidate[]): void {
    if (candidates.length > 0) this.#candidates.set(key, candidates)
    else this.#candidates.delete(key)
    for (const candidate of candidates) {
      const scope = scopeOf(candidate)
      candidate.onChange(candidate === firstOf(candidates.filter((other) => scopeOf(other) === scope)))
    }
  }
}
