// The demo's port: on both loopback addresses, or a sentence.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openListener } from './listener.ts'

describe('the listener', () => {
  it('delays a request until there is someone to answer it', async () => {
    await using opened = new AsyncDisposableStack()
    const listener = opened.adopt(await openListener(0), ({ close }) => close())
    const early = fetch(`http://127.0.0.1:${listener.port}/`)
    listener.answer((_request, response) => response.end('ready'))
    expect(await (await early).text()).toBe('ready')
  })

  it('says that its port is taken, and by what to get another', async () => {
    await using other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(openListener(port)).rejects.toThrow(`Port ${port} is taken`)
  })
})
