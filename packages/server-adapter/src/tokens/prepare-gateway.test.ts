// What a process loads once it has handed out a token.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { prepareGateway } from './prepare-gateway.ts'

describe('the gateway of a process that hands out tokens', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is prepared once, and not at the first token itself', async () => {
    const prepare = vi.fn(async () => {})
    const preparation = prepareGateway({ prepare })
    preparation.begin()
    preparation.begin()
    expect(prepare).not.toHaveBeenCalled()
    await vi.runAllTimersAsync()
    preparation.begin()
    await vi.runAllTimersAsync()
    expect(prepare).toHaveBeenCalledOnce()
  })

  it('is left alone by an adapter that closes first', async () => {
    const prepare = vi.fn(async () => {})
    const preparation = prepareGateway({ prepare })
    preparation.begin()
    preparation.close()
    await vi.runAllTimersAsync()
    expect(prepare).not.toHaveBeenCalled()
  })

  it('is left alone where the first token comes while the adapter closes', async () => {
    const prepare = vi.fn(async () => {})
    const preparation = prepareGateway({ prepare })
    preparation.close()
    preparation.begin()
    await vi.runAllTimersAsync()
    expect(prepare).not.toHaveBeenCalled()
  })

  it('may have nothing to prepare, or fail to', async () => {
    prepareGateway({}).begin()
    prepareGateway({ prepare: () => Promise.reject(new Error('not installed')) }).begin()
    await vi.runAllTimersAsync()
  })
})
