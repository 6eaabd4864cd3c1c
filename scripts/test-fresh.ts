// What "pnpm test:fresh" runs: README's two commands in a new clone, by an ordinary user who has nothing but Node and npm.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, promisify, stripVTControlCharacters } from 'node:util'
import { freePort } from './free-port.ts'
import { Command, StepError, seconds } from './fresh/command.ts'
import * as machines from './fresh/machine.ts'
import { installNode } from './fresh/nodes.ts'
import { watchOutside } from './fresh/outside.ts'

const run = promisify(execFile)

const INSTALL_PATIENCE_MS = 900_000
/** From the demo's first line to its answer. */
const ANSWER_PATIENCE_MS = 90_000
const END_PATIENCE_MS = 10_000
const TEST_PATIENCE_MS = 3_600_000
const NEWS_EVERY_MS = 60_000
const LINES_OF_A_FAILURE = 60
const LINES_OF_AN_ERROR = 8
const NAMES_A_FAILURE = /^\s*(FAIL|FAILED|×|\w*Error:)(\s|$)/

const HELP = `pnpm test:fresh [options]
  --node 20,22,24   the versions of Node to run on, taken from npm (default: the one on PATH)
  --demo-only       leave out README's "test"
  --test-only       leave out README's "demo"
  --times 3         as often, each time in a new clone
  --keep            leave everything there and print where`

/** What can't be read is answered with what can be asked for. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        node: { type: 'string' },
        'demo-only': { type: 'boolean', default: false },
        'test-only': { type: 'boolean', default: false },
        times: { type: 'string', default: '1' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`)
    process.exit(1)
  }
}

const options = readOptions()
const times = Number(options.times)

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interrupted.abort())
const { signal } = interrupted

/** Every step that was taken, for the summary. */
const results: { title: string; failed: boolean; note: string }[] = []

/** Takes a step, prints it with its time and what it has to note, and resolves to whether it went well. */
async function step(title: string, take: () => Promise<unknown>): Promise<boolean> {
  const from = performance.now()
  const took = () => seconds(performance.now() - from)
  try {
    const note = await take()
    record({ title, failed: false, note: `${took()}${typeof note === 'string' ? `, ${note}` : ''}` })
    return true
  } catch (error) {
    if (signal.aborted || !(error instanceof StepError)) throw error
    if (error.output) console.log(`${whatFailed(error.output)}\n${lastLines(error.output)}`)
    record({ title, failed: true, note: `${took()}: ${error.message}` })
    return false
  }
}

function record(result: (typeof results)[number]): void {
  results.push(result)
  print(result)
}

const print = ({ title, failed, note }: (typeof results)[number]) =>
  console.log(`${failed ? 'FAILED' : 'ok'}  ${title}, ${note}`)

/** The failures that a long output names, wherever in it they are. */
const whatFailed = (text: string) =>
  stripVTControlCharacters(text)
    .split('\n')
    .filter((line, at, all) => {
      // What an error says may go on below its first line.
      const before = all.slice(Math.max(0, at - LINES_OF_AN_ERROR), at)
      return NAMES_A_FAILURE.test(line) || before.some((one) => /^\s*\w*Error:/.test(one))
    })
    .slice(0, LINES_OF_A_FAILURE)
    .join('\n')

const lastLines = (text: string) => text.trimEnd().split('\n').slice(-LINES_OF_A_FAILURE).join('\n')

/** The command line of README that runs this script, letter by letter. */
async function readmeLine(clone: string, script: string): Promise<string> {
  const readme = await readFile(path.join(clone, 'README.md'), 'utf8')
  const found = readme.match(new RegExp(`^npx --yes pnpm@\\S+ ${script}(?= |$)`, 'm'))
  if (found === null) throw new StepError(`README.md has no line "npx --yes pnpm@… ${script}".`)
  return found[0]
}

/** Resolves to whether the demo answered, so that the packages are there for what follows. */
async function demo(name: string, machine: machines.FreshMachine): Promise<boolean> {
  const line = await readmeLine(machine.clone, 'demo')
  const [port, simulatorPort] = [await freePort(), await freePort()]
  const env = { ...machine.env, PORT: String(port), SIMULATOR_PORT: String(simulatorPort) }
  const address = `http://localhost:${port}`
  await using command = new Command(line, { cwd: machine.clone, env, account: machine.account, signal })
  const says = (what: string, patienceMs: number, isSaid: () => boolean) =>
    command.until(what, patienceMs, isSaid)
  const isInstalled = await step(`${name}: demo installs`, async () => {
    await says('its first line', INSTALL_PATIENCE_MS, () => /^Starting Harborline/m.test(command.output))
    return `at most ${seconds(command.longestSilenceMs)} without a word`
  })
  if (!isInstalled) return false
  const isUp = await step(`${name}: demo answers`, () =>
    command.until(`an answer of ${address}`, ANSWER_PATIENCE_MS, () => answers(address)),
  )
  if (!isUp) return false
  await step(`${name}: demo says what to open and click first`, () =>
    says('"Open … click …" as its last lines', END_PATIENCE_MS, () =>
      saysWhatToClick(command.output, address),
    ),
  )
  await step(`${name}: demo ends on SIGINT and leaves nothing running`, async () => {
    command.interrupt()
    await command.end(END_PATIENCE_MS)
    await command.expectNothingLeft()
  })
  return true
}

const answers = async (address: string) =>
  await fetch(address, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** In its last lines, so that it is on the screen. */
function saysWhatToClick(output: string, address: string): boolean {
  const end = output.trimEnd().split('\n').slice(-4).join('\n')
  return end.includes(`Open ${address}`) && /\bclick\b/i.test(end)
}

async function test(machine: machines.FreshMachine): Promise<string> {
  const line = await readmeLine(machine.clone, 'test')
  const { clone: cwd, env, account } = machine
  await using command = new Command(line, { cwd, env, account, signal })
  const from = performance.now()
  const news = setInterval(
    () => console.log(`    ${seconds(performance.now() - from)}: ${command.lastLine}`),
    NEWS_EVERY_MS,
  )
  try {
    await command.end(TEST_PATIENCE_MS)
  } finally {
    clearInterval(news)
    await writeFile(path.join(machine.folder, 'test.log'), command.output)
  }
  await command.expectNothingLeft()
  if (command.exit !== '0') throw command.error(`ended with ${command.exit}`)
  return `at most ${seconds(command.longestSilenceMs)} without a word`
}

/** Where everything went: also shows that nothing but the account's own folders was used. */
async function disk({ clone, home, tmp }: machines.FreshMachine): Promise<string> {
  const store = path.join(home, '.local/share/pnpm/store')
  const npx = path.join(home, '.npm/_npx')
  // What macOS calls these folders is another name.
  const expected = process.platform === 'linux' ? [store, npx] : [npx]
  const absent = expected.find((folder) => !existsSync(folder))
  if (absent !== undefined) throw new StepError(`${absent} is missing: the packages went somewhere else.`)
  // Files that two folders share count in the first.
  const { stdout } = await run('du', ['-sk', home, path.join(clone, 'node_modules'), clone, tmp])
  const [homeSize, ...rest] = stdout
    .trim()
    .split('\n')
    .map((row) => Math.round(Number.parseInt(row, 10) / 1024))
  return `${homeSize} MB in HOME (store, npx cache), ${rest[0]} MB more in node_modules, ${rest[1]} MB in the rest of the clone, ${rest[2]} MB in TMPDIR`
}

/** Another run of the same account may have a file there that it has not yet opened or is about to delete. */
async function nothingOutside(list: () => string[]): Promise<void> {
  const deadline = performance.now() + END_PATIENCE_MS
  let found = list()
  while (found.length > 0 && performance.now() < deadline) {
    await sleep(500, undefined, { signal })
    found = list()
  }
  if (found.length > 0) throw new StepError(`Written outside the clone, HOME and TMPDIR: ${found.join(', ')}`)
}

interface Surroundings {
  base: string
  account: machines.Account
}

/** One new clone on one Node. */
async function inNewClone(name: string, nodeFolder: string, { base, account }: Surroundings): Promise<void> {
  await using opened = new AsyncDisposableStack()
  const machine = await machines.openMachine(base, nodeFolder, account)
  if (!options.keep) opened.defer(() => machines.remove(machine.folder))
  const listOutside = watchOutside(account)
  const isInstalled = options['test-only'] || (await demo(name, machine))
  if (isInstalled && !options['demo-only']) await step(`${name}: test`, () => test(machine))
  await step(`${name}: nothing outside`, () => nothingOutside(listOutside))
  if (isInstalled) await step(`${name}: disk`, () => disk(machine))
}

async function main(opened: AsyncDisposableStack): Promise<void> {
  process.umask(0o077)
  const account = machines.ordinaryAccount()
  if (await machines.hasUncommittedChanges()) {
    console.log('Note: there are uncommitted changes, which are not in the clone: HEAD is tested.')
  }
  const base = await machines.openFolder(account)
  opened.defer(() => (options.keep ? console.log(`Left in ${base}`) : machines.remove(base)))
  for (const version of options.node?.split(',') ?? ['']) {
    let folder = ''
    const title = version === '' ? 'Node on PATH' : `Node ${version}`
    const isThere = await step(`${title}: found`, async () => {
      folder =
        version === '' ? machines.systemNodeFolder() : await installNode(base, version, { account, signal })
      const { stdout } = await run(path.join(folder, 'node'), ['--version'], account)
      return stdout.trim()
    })
    if (!isThere) continue
    for (let time = 1; time <= times; time += 1) {
      await inNewClone(times === 1 ? title : `${title}, ${time} of ${times}`, folder, { base, account })
    }
  }
}

function summarize(): void {
  const failed = results.filter((result) => result.failed)
  console.log(
    failed.length === 0 ? '\nAll steps went well:' : `\n${failed.length} of ${results.length} steps failed:`,
  )
  for (const result of failed.length === 0 ? results : failed) print(result)
  if (failed.length > 0) process.exitCode = 1
}

async function start(): Promise<void> {
  if (!Number.isInteger(times) || times < 1) {
    throw new StepError(`--times is "${options.times}": a whole number from 1 on is expected.`)
  }
  if (process.platform === 'win32') throw new StepError('test:fresh needs Linux or macOS.')
  await using opened = new AsyncDisposableStack()
  await main(opened)
}

if (options.help) {
  console.log(HELP)
} else {
  await start().then(summarize, (error) => {
    process.exitCode = 1
    if (signal.aborted) console.log('Interrupted: what was made is removed.')
    else console.log(error instanceof StepError ? error.message : error)
  })
}
