// Where on a page the next step of a connection stands: once, at the first place from the top that offers it.

interface Place {
  readonly connectionId: string
  readonly element: HTMLElement
  /** Told whether this is the place. */
  readonly tell: (isFirst: boolean) => void
}

const isSeen = ({ element }: Place): boolean => element.parentElement?.checkVisibility?.() ?? true

const fromTheTop = (one: Place, other: Place): number =>
  one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1

export class StepPlaces {
  #places: readonly Place[] = []

  /** @returns what takes the place back */
  add(place: Place): () => void {
    this.#places = [...this.#places, place]
    this.#settle(place.connectionId)
    return () => {
      this.#places = this.#places.filter((other) => other !== place)
      this.#settle(place.connectionId)
    }
  }

  #settle(connectionId: string): void {
    const places = this.#places.filter((place) => place.connectionId === connectionId).sort(fromTheTop)
    const first = places.find(isSeen) ?? places[0]
    for (const place of places) place.tell(place === first)
  }
}
