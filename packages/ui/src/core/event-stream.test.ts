// Reading events out of text that comes in any pieces.
import { expect, it } from 'vitest'
import { eventReader, type StreamEvent } from './event-stream.ts'

const stream =
  'id: 1\nevent: connection\ndata: {"a":\ndata: 1}\n\n: a comment\r\n\r\nevent:attempt\rdata:x\rid:2\r\revent: reset\ndata:\n\n'
const events: StreamEvent[] = [
  { event: 'connection', data: '{"a":\n1}', id: '1' },
  { event: 'attempt', data: 'x', id: '2' },
  { event: 'reset', data: '', id: '2' },
]

function readInPieces(size: number): StreamEvent[] {
  const read: StreamEvent[] = []
  const feed = eventReader((event) => read.push(event))
  for (let at = 0; at < stream.length; at += size) feed(stream.slice(at, at + size))
  return read
}

it.each([1, 2, 3, 7, stream.length])('reads the same events out of pieces of %i characters', (size) => {
  expect(readInPieces(size)).toEqual(events)
})
