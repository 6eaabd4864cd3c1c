// Reads a text/event-stream from a fetched body, event by event.

/** One event of the stream; `id` is the last one sent, as the format says. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
  readonly id: string
}

/** A field and its value; a comment has no field. */
const LINE = /^([^:]*):? ?(.*)/s

/**
 * Takes text as it arrives, in whatever pieces, and calls back for each whole event.
 * @returns a function to feed the next piece of text to
 */
export function eventReader(onEvent: (event: StreamEvent) => void): (text: string) => void {
  let [event, id, rest] = ['message', '', '']
  let data: string[] = []
  return (text) => {
    // A lone CR at the end may be half of a CRLF: it waits for the next piece.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      const [, field, value = ''] = LINE.exec(line) ?? []
      if (field === 'event') event = value
      if (field === 'data') data.push(value)
      if (field === 'id') id = value
      if (line) continue
      if (data.length || event !== 'message') onEvent({ event, data: data.join('\n'), id })
      event = 'message'
      data = []
    }
  }
}
