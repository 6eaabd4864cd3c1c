// Finds mooring.config and takes the adapter's options from it.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyOptions } from '../config/options.ts'
import { type Loaded, WrongUse } from './command.ts'
import type { Terminal } from './terminal.ts'

const NAMES = ['mooring.config.ts', 'mooring.config.js', 'mooring.config.mjs']
const EXPORTS = 'Export the options of createQuickBooksAdapter as default, or as a named "options".'

/** @throws WrongUse where there is no config, or none that can be used */
export async function loadConfig(
  given: string | undefined,
  { cwd, enter, nodeVersion }: Pick<Terminal, 'cwd' | 'enter' | 'nodeVersion'>,
): Promise<Loaded> {
  const file = given === undefined ? inFolder(cwd) : named(path.resolve(cwd, given))
  enter(path.dirname(file))
  const exported = await importFile(file, nodeVersion)
  const options = await optionsOf(exported)
  if (options === null) throw new WrongUse(`${file} exports no options. ${EXPORTS}`)
  return { file, options }
}

function inFolder(folder: string): string {
  const file = NAMES.map((name) => path.join(folder, name)).find((candidate) => existsSync(candidate))
  if (file !== undefined) return file
  throw new WrongUse(
    `There is no mooring.config.ts, .js or .mjs in ${folder}. Run this in your product's folder, or give --config <file>.`,
  )
}

function named(file: string): string {
  if (existsSync(file)) return file
  throw new WrongUse(`There is no file ${file}.`)
}

async function importFile(file: string, nodeVersion: string): Promise<unknown> {
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (error) {
    throw new WrongUse(sentenceOf(error, file, nodeVersion))
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** Node's own words about files; of what the config itself throws only where, since its words may name a secret. */
function sentenceOf(error: unknown, file: string, nodeVersion: string): string {
  const code = codeOf(error)
  if (code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    if (!/\.[cm]?ts$/.test(file)) return `${file} can't be imported: a config is a .ts, .js or .mjs file.`
    return `This Node (${nodeVersion}) can't import ${file}: use Node 22.18 or newer, or make it a mooring.config.mjs.`
  }
  const isOfFiles = /^ERR_(MODULE_NOT_FOUND|UNSUPPORTED_|PACKAGE_PATH_|INVALID_TYPESCRIPT)/.test(code)
  if (isOfFiles && error instanceof Error) return `${file} can't be imported: ${error.message}`
  const name = error instanceof Error ? error.name : typeof error
  return `${file} can't be imported: it threw ${name}${whereOf(error, file)}. Its message is not repeated here: it may name a secret.`
}

function whereOf(error: unknown, file: string): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const [, line] = stack.split(path.basename(file))[1]?.match(/^:(\d+)/) ?? []
  return line === undefined ? '' : ` at line ${line}`
}

type Exported = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Exported => typeof value === 'object' && value !== null

/** Modules of either kind: what a CommonJS file exports comes as the default, and its own default inside it. */
async function optionsOf(exported: unknown): Promise<AnyOptions | null> {
  if (!isObject(exported)) return null
  const inner: unknown = await exported.default
  const nested = isObject(inner) ? [inner.default, inner.options] : []
  const found = await Promise.all([inner, ...nested, exported.options])
  const candidates = found.filter(isObject)
  const likely = candidates.find((each) => 'clientId' in each || 'store' in each)
  // Every option of it is checked when the adapter is made.
  return (likely ?? null) as AnyOptions | null
}
