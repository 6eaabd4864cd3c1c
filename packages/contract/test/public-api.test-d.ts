// What the contract's types promise to both sides and to hosts. `tsc` runs it: `pnpm check`.
import type {
  Action,
  Attempt,
  Code,
  Connection,
  HostConnection,
  HostEvent,
  Problem,
  Reason,
  Status,
} from '@mooring/contract'
import { connectionFixture } from '@mooring/contract/fixtures'
import { connectionSchema } from '@mooring/contract/schemas'
import { expectTypeOf } from 'vitest'

// What a schema reads is what the types say.
expectTypeOf(connectionSchema.parse(null)).toEqualTypeOf<Connection>()
expectTypeOf(connectionFixture).returns.toEqualTypeOf<Connection>()

expectTypeOf<Connection['status']>().toEqualTypeOf<Status>()
expectTypeOf<Connection['reason']>().toEqualTypeOf<Reason | null>()
expectTypeOf<Problem['code']>().toEqualTypeOf<Code>()
expectTypeOf<Attempt['connectionId']>().toEqualTypeOf<string | null>()

// Realm ids: in full to few, the last four digits to all; hosts' servers get it in full.
expectTypeOf<Connection['company']['realmId']>().toEqualTypeOf<string | null>()
expectTypeOf<HostConnection['company']['realmId']>().toBeString()

// Unions hosts branch on are closed: another word does not compile.
expectTypeOf<'revoked'>().toExtend<Reason>()
expectTypeOf<'not-a-reason'>().not.toExtend<Reason>()
expectTypeOf<'reauthorize'>().toExtend<Action>()
expectTypeOf<HostEvent['type']>().toExtend<string>()
expectTypeOf<string>().not.toExtend<HostEvent['type']>()
