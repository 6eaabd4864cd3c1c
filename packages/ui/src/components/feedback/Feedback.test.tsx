// "Was this helpful?": asked only for a host that wants to know, once per topic and page.
import { connectionFixture, connectionListFixture, problemFixture } from '@mooring/contract/fixtures'
import { screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { renderInProvider } from '../../../test/render-in-provider.tsx'
import { TestAdapter } from '../../../test/test-adapter.ts'
import { DataSourceList, DisconnectGuide, SyncProgress } from '../../index.ts'

const failed = connectionFixture('connected', null, {
  sync: {
    ...connectionFixture().sync,
    state: 'failed',
    lastSucceededAt: null,
    error: problemFixture('internal'),
  },
})
const show = (onFeedback?: (topic: string, answer: string) => void) =>
  renderInProvider(
    new TestAdapter({ list: connectionListFixture([failed]) }),
    <>
      <SyncProgress />
      <DisconnectGuide />
    </>,
    onFeedback ? { onFeedback } : {},
  )
const about = async (topic: string) =>
  await waitFor(() => {
    const found = document.querySelector<HTMLElement>(`.mooring-feedback[data-topic="${topic}"]`)
    if (!found) throw new Error(`Nothing is asked about ${topic}.`)
    return within(found)
  })

it('asks nothing where the host does not want to know', async () => {
  show()
  await screen.findByText('How to disconnect inside QuickBooks')
  await screen.findByText('The last sync of Harbor Tea Co. failed.')
  expect(screen.queryByText('Was this helpful?')).toBeNull()
})

it('hands the answer to the host, shows thanks instead, and goes on there with the keyboard', async () => {
  const onFeedback = vi.fn()
  show(onFeedback)
  const no = (await about('internal')).getByRole('button', { name: 'No' })
  expect(no).toHaveAccessibleDescription('Was this helpful?')
  no.focus()
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement).toHaveTextContent('Thank you for your answer.')
  await userEvent.click((await about('disconnect_guide')).getByRole('button', { name: 'Yes' }))
  expect(onFeedback.mock.calls).toEqual([
    ['internal', 'no'],
    ['disconnect_guide', 'yes'],
  ])
  expect(screen.queryByRole('button', { name: 'Yes' })).toBeNull()
})

it('is outside of what an alert reads out', async () => {
  const adapter = new TestAdapter()
  adapter.instead.set('GET /connections', problemFixture('store_unavailable'))
  renderInProvider(adapter, <DataSourceList />, { onFeedback: vi.fn() })
  const { getByText } = await about('store_unavailable')
  expect(screen.getByRole('alert')).not.toContainElement(getByText('Was this helpful?'))
})

it('is asked once per topic of a page', async () => {
  const onFeedback = vi.fn()
  renderInProvider(
    new TestAdapter(),
    <>
      <DisconnectGuide />
      <DisconnectGuide />
    </>,
    { onFeedback },
  )
  const [first, second] = await waitFor(() => {
    const buttons = screen.getAllByRole('button', { name: 'Yes' })
    expect(buttons).toHaveLength(2)
    return buttons
  })
  if (first) await userEvent.click(first)
  if (second) await userEvent.click(second)
  expect(onFeedback).toHaveBeenCalledTimes(1)
  expect(screen.getAllByText('Thank you for your answer.')).toHaveLength(2)
})
