// Reads a text/event-stream from a fetched body, event by event.

/** One event of the stream; `id` is the last one told, as the format says. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
  readonly id: string
}

interface Draft {
  event: string
  data: string[]
  id: string
}

function readLine(draft: Draft, line: string): void {
  const colon = line.indexOf(':')
  if (colon === 0) return
  const field = colon < 0 ? line : line.slice(0, colon)
  const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
  if (field === 'event') draft.event = value
  else if (field === 'data') draft.data.push(value)
  else if (field === 'id') draft.id = value
}

/**
 * Takes text as it arrives, in whatever pieces, and tells each whole event.
 * @returns a function to feed the next piece of text to
 */
export function eventReader(onEvent: (event: StreamEvent) => void): (text: string) => void {
  const draft: Draft = { event: 'message', data: [], id: '' }
  let rest = ''
  return (text) => {
    // A lone CR at the end may be half of a CRLF: it waits for the next piece.
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (line) readLine(draft, line)
      else {
        if (draft.data.length || draft.event !== 'message') {
          onEvent({ event: draft.event, data: draft.data.join('\n'), id: draft.id })
        }
        draft.event = 'message'
        draft.data = []
      }
    }
  }
}
