// A process that makes a thing slowly, for made-once.test.ts: `maker.ts <cache folder>`.
import { appendFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { madeOnce } from '../made-once.ts'

const [cacheFolder = ''] = process.argv.slice(2)

await madeOnce({
  name: 'thing-1',
  cacheFolder,
  onMake: () => console.log('making'),
  make: async (folder) => {
    await appendFile(path.join(cacheFolder, 'makers'), `${process.pid}\n`)
    await writeFile(path.join(folder, 'first'), 'one')
    await sleep(Number(process.env.MAKER_MS ?? 200))
    await writeFile(path.join(folder, 'second'), 'two')
  },
})
console.log('made')
