// How long a fresh process of a built host takes to its first answer, and how much memory it has then, against bare Express.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { report } from './report.ts'
import { median } from './rounds.ts'
import { newFile } from './store-location.ts'

const ROUNDS = 9
const KINDS = ['bare', 'bareAgain', 'mounted', 'started'] as const
type Kind = (typeof KINDS)[number]

interface Start {
  readonly ms: number
  /** Memory of its own, bytes. */
  readonly bytes: number
}

/** From the start of the process to the end of its first answer. */
async function start(kind: Kind): Promise<Start> {
  const file = fileURLToPath(new URL('./cold-host.mjs', import.meta.url))
  const began = performance.now()
  const host = fork(file, [kind, JSON.stringify(newFile())], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [{ url }] = (await once(host, 'message')) as [{ url: string }]
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(`The host answered ${response.status}.`)
  await response.arrayBuffer()
  const ms = performance.now() - began
  host.send('memory')
  const [{ bytes }] = (await once(host, 'message')) as [{ bytes: number }]
  host.kill()
  await once(host, 'exit')
  return { ms, bytes }
}

export async function benchColdStart(): Promise<void> {
  const built = fileURLToPath(new URL('../packages/server-adapter/dist/index.js', import.meta.url))
  if (!existsSync(built)) {
    report('the first answer of a host', 'not built', 'run the build script first')
    return
  }
  const starts = new Map<Kind, Start[]>(KINDS.map((kind) => [kind, []]))
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of KINDS) starts.get(kind)?.push(await start(kind))
  }
  const middle = (kind: Kind, what: keyof Start) => median((starts.get(kind) ?? []).map((one) => one[what]))
  const timesBare = (kind: Kind) => middle(kind, 'ms') / middle('bare', 'ms')
  const moreThanBare = (kind: Kind) => (middle(kind, 'bytes') - middle('bare', 'bytes')) / 2 ** 20
  const line = (kind: Kind) => `${middle(kind, 'ms').toFixed(0)} ms, ${timesBare(kind).toFixed(2)} ×`
  report('bare Express', line('bare'))
  report('bare Express again (the noise)', line('bareAgain'))
  report('with the adapter mounted, another route asked', line('mounted'))
  report('with the adapter, GET /connections asked', line('started'), {
    measured: timesBare('started'),
    atMost: 1.1,
  })
  for (const kind of ['mounted', 'started'] as const)
    report(`memory when ${kind}`, `${moreThanBare(kind).toFixed(1)} MB more`, {
      measured: moreThanBare(kind),
      atMost: 8,
      unit: 'MB more',
    })
}
