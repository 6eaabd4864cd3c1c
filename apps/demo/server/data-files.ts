// The demo's files: Mooring's database, the host's own, and the keys of both, side by side in one folder.
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { type Settings, STANDARD_PORT } from './settings.ts'
import { isDiskFull, StartProblem, systemCode } from './start-problem.ts'

/** Keys of this demo. A real host has its keys in a secret store, never beside the data. */
export interface DemoKeys {
  /** Seals Mooring's tokens: base64 of 32 bytes, with the id it is known by. */
  encryption: { id: string; secret: string }
  /** Signs session cookies. */
  session: string
}

/** Where the demo stores its data. */
export interface DataFiles {
  mooring: string
  host: string
  /** What the simulator remembers. */
  intuit: string
  keys: DemoKeys
}

function checkFolder(folder: string, own: boolean): void {
  try {
    if (own) mkdirSync(folder, { recursive: true })
    if (!statSync(folder).isDirectory()) throw new StartProblem(`${folder} is not a folder.`)
    accessSync(folder, constants.W_OK | constants.X_OK)
  } catch (error) {
    if (error instanceof StartProblem) throw error
    const code = systemCode(error)
    if (isDiskFull(error)) throw error
    const isMissing = code === 'ENOENT' || code === 'ENOTDIR'
    throw new StartProblem(
      isMissing
        ? `The folder ${folder} is not there: create it, or let MOORING_DB name a file in one that is.`
        : `The folder ${folder} can't be written to: change its permissions, or let MOORING_DB name a file elsewhere.`,
    )
  }
}

function makeKeys(file: string, chance: (size: number) => Buffer): DemoKeys {
  const keys: DemoKeys = {
    encryption: { id: 'demo', secret: chance(32).toString('base64') },
    session: chance(32).toString('base64'),
  }
  writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600, flag: 'wx' })
  return keys
}

function readKeys(file: string): DemoKeys {
  try {
    const { encryption, session } = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof encryption?.secret === 'string' && typeof session === 'string') return { encryption, session }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new StartProblem(`The demo's keys in ${file} can't be read: start with --reset to begin anew.`)
}

/** Where the demo's own files are, what they are called, and for which port. */
export interface OwnFolder {
  folder: string
  name: string
  port: number
}

// What Mooring stores belongs to one redirect origin, so that each port has a file of its own.
const ownFile = ({ folder, name, port }: OwnFolder) =>
  path.join(folder, port === STANDARD_PORT ? `${name}.db` : `${name}-${port}.db`)

/**
 * Opens the demo's folder: checks it, empties it when asked, and finds or makes the keys.
 * @throws StartProblem when the folder is missing or can't be written to
 */
export function openDataFiles({ database, reset }: Settings, own: OwnFolder): DataFiles {
  const mooring = database ?? ownFile(own)
  checkFolder(path.dirname(mooring), database === null)
  if (existsSync(mooring) && !statSync(mooring).isFile()) {
    throw new StartProblem(`MOORING_DB is ${mooring}, which is not a file: let it name a file.`)
  }
  const stem = path.join(path.dirname(mooring), path.parse(mooring).name)
  const host = `${stem}.harborline.db`
  const intuit = `${stem}.intuit.json`
  const keyFile = `${stem}.keys.json`
  if (reset) {
    const databases = [mooring, host].flatMap((file) => [file, `${file}-wal`, `${file}-shm`])
    for (const file of [...databases, intuit, keyFile]) rmSync(file, { force: true })
  }
  const keys = existsSync(keyFile) ? readKeys(keyFile) : makeKeys(keyFile, randomBytes)
  return { mooring, host, intuit, keys }
}
