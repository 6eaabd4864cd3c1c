// Measures the server's goals as ratios against a baseline of the same run.
import { availableParallelism } from 'node:os'
import { benchConnectionsList } from './connections-list.ts'
import { benchImportCost } from './import-cost.ts'
import { benchStampede } from './stampede.ts'
import { benchTokenRead } from './token-read.ts'

console.log(`Node ${process.version}, ${availableParallelism()} cores`)
console.log('\nA list of connections, CPU per request')
await benchConnectionsList()
console.log('\nA live token')
await benchTokenRead()
console.log('\nA stampede on one token that has ended')
await benchStampede()
console.log('\nCost of an import')
await benchImportCost()
