// The fake adapter's event stream.

export class EventFeed {
  #streams = new Set<ReadableStreamDefaultController<Uint8Array>>()
  #count = 0
  /** How many were opened in all, and how many are open. */
  opened = 0
  get current(): number {
    return this.#streams.size
  }

  open(signal: AbortSignal | undefined): Response {
    this.opened += 1
    const streams = this.#streams
    let own: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        own = controller
        streams.add(controller)
        // As the adapter does, at once.
        controller.enqueue(new TextEncoder().encode(': here\n\n'))
        signal?.addEventListener('abort', () => {
          if (streams.delete(controller)) controller.error(new DOMException('', 'AbortError'))
        })
      },
      cancel() {
        if (own) streams.delete(own)
      },
    })
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  push(event: string, data: unknown): void {
    this.#count += 1
    this.write(`event: ${event}\nid: ${this.#count}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  write(text: string): void {
    for (const stream of this.#streams) stream.enqueue(new TextEncoder().encode(text))
  }

  /** Ends every open stream, as a restart of the server does. */
  cut(): void {
    for (const stream of this.#streams) stream.close()
    this.#streams.clear()
  }
}
