// What hosts' compilers accept in their tests. `tsc` runs it: `pnpm check`.
import type { Connection } from '@mooring/contract'
import {
  connectCompany,
  createFakeAdapter,
  MooringTestProvider,
  type TestApp,
  type TestState,
} from '@mooring/testing'
import { mooringHandlers } from '@mooring/testing/msw'
import { connectCompany as fromServer } from '@mooring/testing/server'
import type { HttpHandler } from 'msw'
import { expectTypeOf } from 'vitest'

expectTypeOf(connectCompany).returns.resolves.toEqualTypeOf<Connection>()
expectTypeOf(fromServer).toEqualTypeOf(connectCompany)
expectTypeOf<(request: Request) => Response>().toExtend<TestApp>()
expectTypeOf(mooringHandlers).returns.toEqualTypeOf<HttpHandler[]>()
expectTypeOf<'revoked'>().toExtend<TestState>()
expectTypeOf<'no-such-state'>().not.toExtend<TestState>()

export const page = (
  <MooringTestProvider state="revoked" adapter={createFakeAdapter({ state: 'connected' })} />
)
// @ts-expect-error: no such state
export const wrong = <MooringTestProvider state="no-such-state" />
