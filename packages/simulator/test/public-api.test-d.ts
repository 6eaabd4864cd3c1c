// What hosts' compilers accept of the simulator. `tsc` runs it: `pnpm check`.
import { type FaultKind, type IntuitSimulator, startIntuitSimulator } from '@mooring/simulator'
import { expectTypeOf } from 'vitest'

expectTypeOf(startIntuitSimulator).returns.resolves.toEqualTypeOf<IntuitSimulator>()
expectTypeOf<IntuitSimulator['origin']>().toBeString()
expectTypeOf<string>().not.toExtend<FaultKind>()
// @ts-expect-error: an option that there is not
export const wrong = () => startIntuitSimulator({ prot: 4000 })
