// The demo's port: on both loopback addresses, or a sentence.
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { openFirst, openListener } from './listener.ts'

describe('the listener', () => {
  it('delays a request until there is someone to answer it', async () => {
    await using opened = new AsyncDisposableStack()
    const listener = opened.adopt(await openListener(0), ({ close }) => close())
    const early = fetch(`http://127.0.0.1:${listener.port}/`)
    listener.answer((_request, response) => response.end('ready'))
    expect(await (await early).text()).toBe('ready')
  })

  it('leaves an idle connection open for longer than a client or a proxy uses it again', async () => {
    await using opened = new AsyncDisposableStack()
    const listener = opened.adopt(await openListener(0), ({ close }) => close())
    listener.answer((_request, response) => response.end('ready'))
    const { headers } = await fetch(`http://127.0.0.1:${listener.port}/`)
    expect(headers.get('keep-alive')).toBe('timeout=65')
  })

  it('takes another port where any will do and one that is free on 127.0.0.1 is taken on [::1]', async ({
    skip,
  }) => {
    await using other = createServer()
    const isThere = await new Promise((resolve) => {
      other.once('error', () => resolve(false)).listen(0, '::1', () => resolve(true))
    })
    skip(!isThere, 'This machine has no [::1].')
    const { port } = other.address() as AddressInfo
    await expect(openListener(port)).rejects.toThrow(`Port ${port} is taken`)
    await using opened = new AsyncDisposableStack()
    const listener = opened.adopt(await openFirst([port, 0]), ({ close }) => close())
    expect(listener.port).not.toBe(port)
  })

  it('says that its port is taken, and by what to get another', async () => {
    await using other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expect(openListener(port)).rejects.toThrow(`Port ${port} is taken`)
  })
})
