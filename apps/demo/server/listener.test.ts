// The demo's port: on both loopback addresses, or a sentence.
import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { openListener } from './listener.ts'

const opened: (() => unknown)[] = []
afterEach(async () => {
  for (const close of opened.splice(0)) await close()
})

describe('the listener', () => {
  it('holds a request until there is somebody to answer it', async () => {
    const listener = await openListener(0)
    opened.push(listener.close)
    const early = fetch(`http://127.0.0.1:${listener.port}/`)
    listener.answer((_request, response) => response.end('ready'))
    expect(await (await early).text()).toBe('ready')
  })

  it('says that its port is taken, and by what to get another', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    opened.push(() => other.close())
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    await expect(openListener(port)).rejects.toThrow(`Port ${port} is taken`)
  })
})
