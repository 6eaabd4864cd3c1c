// Where on a page something stands that is to stand there once: at the first place from the top that offers it.

interface Place {
  /** What stands once: a connection's next step, by the connection's id, what is said of it, or `GUIDE`. */
  readonly subject: string
  readonly element: HTMLElement
  /** Whether it goes before places above it, as what is just going on does. */
  readonly urgent: boolean
  /** Told whether this is the place. */
  readonly tell: (isFirst: boolean) => void
}

/** What to know before the sign-in: once on a page, however many connections need one. */
export const GUIDE = 'guide'

const SAID = 'said '

/** What is true of a connection, in a sentence: once on a page, and once in each dialog, which covers the page. */
export const saidOf = (connectionId: string): string => SAID + connectionId

const DIALOG = 'dialog, [role="dialog"], [role="alertdialog"]'

const scopeOf = ({ subject, element }: Place): Element | null =>
  subject.startsWith(SAID) ? element.closest(DIALOG) : null

const isSeen = ({ element }: Place): boolean => element.parentElement?.checkVisibility?.() ?? true

const fromTheTop = (one: Place, other: Place): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

function firstOf(offered: readonly Place[]): Place | undefined {
  if (offered.length < 2) return offered[0]
  const places = [...offered].sort(fromTheTop)
  const seen = places.filter(isSeen)
  return seen.find(({ urgent }) => urgent) ?? seen[0] ?? places[0]
}

export class StepPlaces {
  #places = new Map<string, readonly Place[]>()

  /** @returns what takes the place back */
  add(place: Place): () => void {
    this.#settle(place.subject, [...this.#of(place.subject), place])
    return () => {
      const others = this.#of(place.subject).filter((other) => other !== place)
      this.#settle(place.subject, others)
    }
  }

  /** The element that has the place, or would have it. */
  first(subject: string | undefined): HTMLElement | undefined {
    return firstOf(this.#of(subject))?.element
  }

  #of(subject: string | undefined): readonly Place[] {
    return this.#places.get(subject ?? '') ?? []
  }

  #settle(subject: string, places: readonly Place[]): void {
    if (places.length > 0) this.#places.set(subject, places)
    else this.#places.delete(subject)
    for (const place of places) {
      const scope = scopeOf(place)
      place.tell(place === firstOf(places.filter((other) => scopeOf(other) === scope)))
    }
  }
}
