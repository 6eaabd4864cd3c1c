// Where the browser for tests comes from: CHROMIUM_PATH, the system's, or the one npm installed.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { MadeOnceError, madeOnce } from './made-once.ts'
import { CHROMIUMS, chosenBrowser } from './system-browsers.ts'

const run = promisify(execFile)
const bounded = { timeout: 90_000, killSignal: 'SIGKILL' } as const

/** Launch arguments: no access to the network, and a start as root. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Resolves to the path of a Chromium that runs here. @throws MadeOnceError a sentence that says how to get one */
export async function findChromium(): Promise<string> {
  return chosenBrowser('Chromium') ?? CHROMIUMS.find((known) => existsSync(known)) ?? (await pinnedChromium())
}

/** Resolves to the path of the one Chromium that pictures are compared in. @throws MadeOnceError where npm has none for this machine */
export async function pinnedChromium(): Promise<string> {
  const entry = findPackage()
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new MadeOnceError(
      `There is no Chromium here, and npm has none for ${process.platform} ${process.arch}: install one and set CHROMIUM_PATH to its program.`,
    )
  }
  if (entry === null) {
    throw new MadeOnceError(
      'There is no Chromium here, and the package that brings one (@sparticuz/chromium) was not installed: see that your registry has it, delete node_modules and start again, or set CHROMIUM_PATH to the program of another one.',
    )
  }
  const version = versionOf(entry)
  const folder = await madeOnce({
    name: `chromium-${version}`,
    make: (empty) => unpackChromium(entry, empty),
    onMake: () => console.log(`Unpacking Chromium ${version}, once for this clone (some 200 MB)…`),
  })
  return path.join(folder, 'chromium')
}

/** The entry file of the package with the browser; null where npm left it out for this machine. */
function findPackage(): string | null {
  try {
    return createRequire(import.meta.url).resolve('@sparticuz/chromium')
  } catch {
    return null
  }
}

const versionOf = (entry: string): string =>
  JSON.parse(readFileSync(path.join(entry, '../../package.json'), 'utf8')).version

/** In a process of its own: the package unpacks into TMPDIR, and nothing may have the program open for writing when it first starts. */
async function unpackChromium(entry: string, folder: string): Promise<void> {
  const module = JSON.stringify(pathToFileURL(entry).href)
  const script = `const { default: chromium } = await import(${module}); await chromium.executablePath()`
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    ...bounded,
    env: { ...process.env, TMPDIR: folder },
  })
  await run(path.join(folder, 'chromium'), ['--version'], bounded).catch(
    (error: Error & { stderr?: string }) => {
      const reason = error.stderr?.trim().split('\n')[0] || error.message
      throw new MadeOnceError(
        `The Chromium that npm installed does not start here (${reason}): install your system's and set CHROMIUM_PATH to its program.`,
      )
    },
  )
}
