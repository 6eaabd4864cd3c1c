// A provider for tests of pages with the kit on them: every state of the contract, and no server.
import { FIXTURE_NOW } from '@mooring/contract/fixtures'
import { QuickBooksProvider, type QuickBooksProviderProps } from '@mooring/ui'
import { type ReactElement, useState } from 'react'
import { createFakeAdapter, type FakeAdapter, type FakeAdapterOptions } from './fake-adapter.ts'
import { createFakeFetch } from './fake-fetch.ts'

export interface MooringTestProviderProps
  extends Pick<FakeAdapterOptions, 'state' | 'can' | 'atIntuit'>,
    Omit<QuickBooksProviderProps, 'basePath' | 'fetch' | 'headers'> {
  /** An adapter of your own, made with `createFakeAdapter`, to change what is true while the page is there. It wins over `state`, `can` and `atIntuit`. */
  adapter?: FakeAdapter
}

const MOUNT = '/mooring'
const fixtureNow = () => Date.parse(FIXTURE_NOW)

/**
 * Gives the components inside it a state by name, as `<MooringTestProvider state="revoked">`. It answers their calls by itself: buttons work,
 * a disconnect is announced, and nothing leaves the test. People go to Intuit in this window, which stays where it is.
 * A change of `state`, `can` or `atIntuit` begins anew.
 * @throws RangeError for a state that there is none of
 */
export function MooringTestProvider({
  state,
  can,
  atIntuit,
  adapter,
  ...props
}: MooringTestProviderProps): ReactElement {
  const { now = fixtureNow } = props
  const wanted = JSON.stringify([state, can, atIntuit])
  const make = () => {
    const own = adapter ?? createFakeAdapter({ state, can, atIntuit, now })
    return { adapter, wanted, fetch: createFakeFetch(own, MOUNT), version: 0 }
  }
  const [made, setMade] = useState(make)
  if (made.wanted !== wanted || made.adapter !== adapter) setMade({ ...make(), version: made.version + 1 })
  return (
    <QuickBooksProvider
      key={made.version}
      mode="redirect"
      {...props}
      now={now}
      basePath={MOUNT}
      fetch={made.fetch}
    />
  )
}
