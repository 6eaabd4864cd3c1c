// What hosts' compilers accept of the sentences. `tsc` runs it: `pnpm check`.
import type { Connection, HostEvent, Problem } from '@mooring/contract'
import { describe, type MessageOverrides, type Notice, type NoticeConnection } from '@mooring/messages'
import { LANGUAGES } from '@mooring/messages/languages'
import { expectTypeOf } from 'vitest'

expectTypeOf(describe).parameter(0).toEqualTypeOf<HostEvent | NoticeConnection | Problem>()
expectTypeOf(describe).returns.toEqualTypeOf<Notice>()
// A connection as the list has it can be described as it is.
expectTypeOf<Connection>().toExtend<NoticeConnection>()
expectTypeOf([...LANGUAGES.keys()]).toEqualTypeOf<string[]>()

export const words = { connect: 'Link QuickBooks' } satisfies MessageOverrides
// @ts-expect-error: a word that there is not
export const unknownWords = { connectt: 'Link' } satisfies MessageOverrides
