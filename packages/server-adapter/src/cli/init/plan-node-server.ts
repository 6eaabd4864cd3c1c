// Express, NestJS and Hono: a file that mounts the adapter, and two lines in the host's own.
import path from 'node:path/posix'
import { configStep, findConfig, importPath } from './config-step.ts'
import { withInsertion } from './edit-source.ts'
import { type Entry, entryFiles, entryOf, hasSource } from './entry-file.ts'
import { pageStep } from './page-step.ts'
import { created, type Framework, type Step } from './plan.ts'
import { dependsOn, type Project } from './project.ts'
import { inStyle, type Style, styleOf, tsEnding } from './style.ts'
import { type MountTemplate, mountTemplate, serverTemplate } from './templates/node-server.ts'

export interface ServerOrder {
  readonly framework: Exclude<Framework, 'nextjs'>
  readonly redirectUri: string
  readonly keyId: string
}

/** The line that makes the server: its first group is the variable's name. */
const MAKES: Readonly<Record<ServerOrder['framework'], RegExp>> = {
  express:
    /^(?:export )?(?:const|let|var) (\w+)(?: *:[^=]+)? *= *(?:express|require\(['"]express['"]\))(?:\.default)?\(\)/m,
  nestjs: /^[ \t]*(?:const|let|var) (\w+)(?: *:[^=]+)? *= *await NestFactory\.create(?:<[^>]*>)?\(/m,
  hono: /^(?:export )?(?:const|let|var) (\w+)(?: *:[^=]+)? *= *new (?:Hono|OpenAPIHono)(?:<.*>)?\(/m,
}

interface Ground extends ServerOrder {
  readonly project: Project
  readonly files: readonly Entry[]
  readonly entry: Entry | null
  /** Of the entry, or of the one that would be made. */
  readonly entryPath: string
  readonly language: MountTemplate['language']
  readonly ending: string
  readonly style: Style
}

export interface ServerSteps {
  readonly steps: readonly Step[]
  readonly config: string
  readonly entry: string | null
  readonly page: string | null
  readonly warnings: readonly string[]
}

export function planNodeServer(project: Project, order: ServerOrder): ServerSteps {
  const ground = groundOf(project, order)
  const { language, entryPath, style, framework } = ground
  const folder =
    ['src', 'server'].includes(path.dirname(entryPath)) && language === 'ts' ? path.dirname(entryPath) : '.'
  const name = language === 'ts' ? 'ts' : entryPath.endsWith('.mjs') ? 'mjs' : 'js'
  const config = findConfig(project, folder, `mooring.config.${name}`)
  const page = pageStep(project, style)
  const template = {
    ...{ language, redirectUri: order.redirectUri, keyId: order.keyId, page: null },
    isPlatform: framework === 'hono',
    envFiles: ['.env'],
  }
  const { steps, isEmpty } = mountSteps(ground, config.path)
  return {
    steps: [configStep(config, template, style), ...steps, ...(page === null ? [] : [page])],
    config: config.path,
    entry: isEmpty || ground.entry !== null ? entryPath : null,
    page: null,
    warnings: warningsOf(ground),
  }
}

function groundOf(project: Project, order: ServerOrder): Ground {
  const files = entryFiles(project)
  const entry = entryOf(files, MAKES[order.framework])
  const isTs = entry === null ? project.text('tsconfig.json') !== null : /\.m?ts$/.test(entry.path)
  const sample = entry?.text ?? files[0]?.text ?? null
  const main = project.manifest.main ?? ''
  const fresh = isTs ? 'src/index.ts' : /^[\w-]+\.m?js$/.test(main) ? main : 'index.js'
  const entryPath = entry?.path ?? fresh
  const isModule =
    (project.manifest.type === 'module' ||
      /^import[\s{'"*]/m.test(entry?.text ?? '') ||
      entryPath.endsWith('.mjs')) &&
    !entryPath.endsWith('.cjs')
  return {
    ...order,
    ...{ project, files, entry, entryPath },
    language: isTs ? 'ts' : isModule ? 'esm' : 'cjs',
    ending: tsEnding(project, sample),
    style: styleOf(sample),
  }
}

/** What `identify` reads may be put on a request by these. */
const SESSION = /session\(|\bpassport\b|\bcookieParser\(/i

/** The file that mounts, and the two lines in the entry. */
function mountSteps(ground: Ground, config: string): { steps: Step[]; isEmpty: boolean } {
  const { project, files, entryPath, language, framework, style } = ground
  const ownAdapter = files.find(({ text }) => text.includes('createQuickBooksAdapter('))
  if (ownAdapter !== undefined)
    return {
      steps: [{ kind: 'unchanged', path: ownAdapter.path, why: 'it makes an adapter already' }],
      isEmpty: false,
    }
  const ending = language === 'ts' ? 'ts' : path.extname(entryPath).slice(1)
  const names = ['quickbooks', 'mooring'].map((name) =>
    path.join(path.dirname(entryPath), `${name}.${ending}`),
  )
  const isOurs = (file: string) => project.text(file)?.includes('@mooring/server-adapter') ?? true
  const mount = names.find(isOurs) ?? `${names[1]}`
  const imports = { ending: ground.ending, isCommonJs: language === 'cjs' }
  const text = inStyle(
    style,
    mountTemplate({ language, framework, config: importPath(mount, config, imports) }),
  )
  const mountStep: Step =
    project.text(mount) === null
      ? created(mount, text)
      : isOurs(mount)
        ? { kind: 'unchanged', path: mount, why: 'it is there already' }
        : {
            kind: 'paste',
            path: mount,
            why: 'a file of this name is there, and is not of Mooring',
            snippet: text,
          }
  const from = importPath(entryPath, mount, imports)
  const isEmpty = framework === 'express' && !hasSource(project)
  if (isEmpty)
    return { steps: [mountStep, created(entryPath, inStyle(style, serverTemplate(language, from)))], isEmpty }
  return { steps: [mountStep, entryStep(ground, from)], isEmpty }
}

function entryStep({ entry, files, framework, language, style, ...ground }: Ground, from: string): Step {
  const importLine = inStyle(
    style,
    language === 'cjs'
      ? `const { mountQuickBooks } = require('${from}');`
      : `import { mountQuickBooks } from '${from}';`,
  )
  const line = (name: string) => inStyle(style, `mountQuickBooks(${name});`)
  const mounted = files.find(({ text }) => text.includes('mountQuickBooks('))
  if (mounted !== undefined)
    return { kind: 'unchanged', path: mounted.path, why: 'it mounts the adapter already' }
  const isFastify =
    framework === 'nestjs' && dependsOn(ground.project, '@nestjs/platform-fastify') !== undefined
  // Hono's handler gets the request as it came, whatever is before it.
  const hasSession = framework !== 'hono' && entry !== null && SESSION.test(entry.text)
  const changed =
    entry === null || isFastify || hasSession
      ? null
      : withInsertion(entry.text, { after: MAKES[framework], line, importLine })
  if (entry !== null && changed !== null)
    return { kind: 'change', path: entry.path, before: entry.text, content: changed }
  const why = isFastify
    ? 'NestJS runs on Fastify here: register @fastify/middie or @fastify/express first, then add these lines'
    : hasSession
      ? 'identify may read your session: add these lines after your session, before your body parsers'
      : files.length === 0
        ? 'no server was found: add these lines where yours is made, in this file or another, before its other routes'
        : 'it is not certain where they go: add these lines where your server is made, before its other routes'
  return {
    kind: 'paste',
    path: entry?.path ?? ground.entryPath,
    why,
    snippet: `${importLine}\n\n${line(MAKES[framework].exec(entry?.text ?? '')?.[1] ?? 'app')}`,
  }
}

/** Versions and platforms on which it does not run. */
function warningsOf({ project, framework }: Ground): string[] {
  const express = /\d+\.\d+/
    .exec(dependsOn(project, 'express') ?? '')?.[0]
    .split('.')
    .map(Number) ?? [5, 0]
  const [major = 5, minor = 0] = express
  const isOld = framework === 'express' && (major < 4 || (major === 4 && minor < 18))
  const isWorker = framework === 'hono' && dependsOn(project, 'wrangler') !== undefined
  return [
    ...(isOld ? [`Express ${major}.${minor} is older than 4.18: install express@4 or express@5.`] : []),
    ...(isWorker
      ? [
          'Cloudflare Workers have no Node SQLite and no process that lives on: run this part of your product on Node, Bun or Deno.',
        ]
      : []),
  ]
}
