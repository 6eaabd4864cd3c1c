// Finds mooring.config and takes the adapter's options from it.
import { existsSync, readFileSync } from 'node:fs'
import nodeModule from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { AnyOptions } from '../config/options.ts'
import { type Loaded, WrongUse } from './command.ts'
import { CONFIG_FOLDERS, CONFIG_NAMES } from './config-names.ts'
import type { Terminal } from './terminal.ts'

const EXPORTS = 'Export the options of createQuickBooksAdapter as default, or as a named "options".'

/** @throws WrongUse where there is no config, or none that can be used */
export async function loadConfig(
  given: string | undefined,
  { cwd, enter, nodeVersion }: Pick<Terminal, 'cwd' | 'enter' | 'nodeVersion'>,
): Promise<Loaded> {
  const file = given === undefined ? inFolder(cwd) : named(path.resolve(cwd, given))
  enter(productFolder(file))
  const exported = await importFile(file, nodeVersion)
  const options = await optionsOf(exported)
  if (options === null) throw new WrongUse(`${file} exports no options. ${EXPORTS}`)
  return { file, options }
}

function inFolder(folder: string): string {
  const files = CONFIG_FOLDERS.flatMap((each) => CONFIG_NAMES.map((name) => path.join(folder, each, name)))
  const file = files.find((candidate) => existsSync(candidate))
  if (file !== undefined) return file
  throw new WrongUse(
    `There is no mooring.config.ts, .js or .mjs in ${folder}, nor in its src or server. Run this in your product's folder, give --config <file>, or make one: mooring init.`,
  )
}

/** Where the product is run, by its package.json: the config's folder, or the one above where the config is in its sources. */
function productFolder(file: string): string {
  const own = path.dirname(file)
  const isProduct = (folder: string) => existsSync(path.join(folder, 'package.json'))
  return !isProduct(own) && isProduct(path.dirname(own)) ? path.dirname(own) : own
}

function named(file: string): string {
  if (existsSync(file)) return file
  throw new WrongUse(`There is no file ${file}.`)
}

async function importFile(file: string, nodeVersion: string): Promise<unknown> {
  const hook = file.endsWith('.ts') ? readAsModules(path.dirname(file)) : null
  try {
    return await import(/* @vite-ignore */ pathToFileURL(file).href)
  } catch (error) {
    throw new WrongUse(sentenceOf(error, file, nodeVersion))
  } finally {
    hook?.deregister()
  }
}

/**
 * A compiler writes `import` as `require` where a package is CommonJS, and Node refuses it there: so the product's own TypeScript with
 * imports or exports is taken as modules. Null on a Node without hooks, which can't import TypeScript either.
 */
function readAsModules(folder: string): { deregister(): void } | null {
  // Not imported by name: Node 22.13 has none, and would refuse this whole file.
  const { registerHooks } = nodeModule
  if (typeof registerHooks !== 'function') return null
  const own = pathToFileURL(`${folder}${path.sep}`).href
  const isOwn = (url: string) => url.startsWith(own) && !url.includes('/node_modules/') && url.endsWith('.ts')
  return registerHooks({
    load(url, context, next) {
      const isModule = isOwn(url) && /^(?:import|export)[\s{*]/m.test(readFileSync(new URL(url), 'utf8'))
      return next(url, isModule ? { ...context, format: 'module-typescript' } : context)
    },
  })
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
