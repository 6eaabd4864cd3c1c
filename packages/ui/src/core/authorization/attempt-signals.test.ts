// Which messages between windows count as a hint: those of the adapter's own pages, and nothing a hostile page can send.
import { ATTEMPT_CHANNEL, ATTEMPT_MESSAGE } from '@mooring/contract'
import { expect, it, onTestFinished, vi } from 'vitest'
import { onAttemptSignal } from './attempt-signals.ts'

const ADAPTER = 'https://app.example.com'

function listen() {
  const onHint = vi.fn()
  onTestFinished(onAttemptSignal(ADAPTER, onHint))
  return onHint
}
const arrive = (data: unknown, origin = ADAPTER) => {
  window.dispatchEvent(new MessageEvent('message', { data, origin }))
}

it('counts the message of the callback’s last page', () => {
  const onHint = listen()
  arrive({ type: ATTEMPT_MESSAGE, attempt: 'att_1' })
  expect(onHint).toHaveBeenCalledOnce()
})

it.each([
  'https://evil.example',
  'https://app.example.com.evil.example',
  'http://app.example.com',
  'null',
  '',
])('ignores the same message from "%s" (D02)', (origin) => {
  const onHint = listen()
  arrive({ type: ATTEMPT_MESSAGE, attempt: 'att_1' }, origin)
  expect(onHint).not.toHaveBeenCalled()
})

it.each<[string, unknown]>([
  ['nothing', null],
  ['undefined', undefined],
  ['a text', ATTEMPT_MESSAGE],
  ['a list', [ATTEMPT_MESSAGE]],
  ['another type', { type: 'webpackOk' }],
  ['no type', { attempt: 'att_1' }],
  ['a type that is not a text', { type: { toString: () => ATTEMPT_MESSAGE } }],
])('ignores a message that is %s, without a fault (D03, D05)', (_, data) => {
  const onHint = listen()
  arrive(data)
  expect(onHint).not.toHaveBeenCalled()
})

it('takes nothing from a message but that it came: what is true is asked of the server (D04)', () => {
  const onHint = listen()
  arrive({ type: ATTEMPT_MESSAGE, attempt: 'att_1', outcome: 'connected', code: 'x' })
  expect(onHint).toHaveBeenCalledExactlyOnceWith()
})

it('hears the channel of its own origin, and nothing more once it is left', async () => {
  const onHint = vi.fn()
  const leave = onAttemptSignal(ADAPTER, onHint)
  const channel = new BroadcastChannel(ATTEMPT_CHANNEL)
  channel.postMessage({ attempt: 'att_1' })
  await expect.poll(() => onHint).toHaveBeenCalled()
  leave()
  onHint.mockClear()
  arrive({ type: ATTEMPT_MESSAGE, attempt: 'att_1' })
  window.dispatchEvent(new Event('focus'))
  expect(onHint).not.toHaveBeenCalled()
  channel.close()
})
