// Where on a page something stands that is to stand there once: at the first place from the top that offers it.

interface Place {
  /** What stands once: a connection's next step, by the connection's id, or `GUIDE`. */
  readonly subject: string
  readonly element: HTMLElement
  /** Whether it goes before places above it, as what is just going on does. */
  readonly urgent: boolean
  /** Told whether this is the place. */
  readonly tell: (isFirst: boolean) => void
}

/** What to know before the sign-in: once on a page, however many connections need one. */
export const GUIDE = 'guide'

const isSeen = ({ element }: Place): boolean => element.parentElement?.checkVisibility?.() ?? true

const fromTheTop = (one: Place, other: Place): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

export class StepPlaces {
  #places: readonly Place[] = []

  /** @returns what takes the place back */
  add(place: Place): () => void {
    this.#places = [...this.#places, place]
    this.#settle(place.subject)
    return () => {
      this.#places = this.#places.filter((other) => other !== place)
      this.#settle(place.subject)
    }
  }

  /** The element that has the place, or would have it. */
  first(subject: string | undefined): HTMLElement | undefined {
    return this.#find(subject).first?.element
  }

  #settle(subject: string): void {
    const { places, first } = this.#find(subject)
    for (const place of places) place.tell(place === first)
  }

  #find(subject: string | undefined) {
    const places = this.#places.filter((place) => place.subject === subject).sort(fromTheTop)
    const seen = places.filter(isSeen)
    return { places, first: seen.find(({ urgent }) => urgent) ?? seen[0] ?? places[0] }
  }
}
