// Next.js: a route handler, one adapter for the process, its start, and a page.
import path from 'node:path/posix'
import { configStep, findConfig, importPath } from './config-step.ts'
import { created, type Step } from './plan.ts'
import type { ServerSteps } from './plan-node-server.ts'
import type { Project } from './project.ts'
import { inStyle, type Style, styleOf } from './style.ts'
import {
  nextAdapterTemplate,
  nextInstrumentationTemplate,
  nextRouteTemplate,
  pageTemplate,
} from './templates/pages.ts'

const PACKAGE = '@mooring/server-adapter'
const PAGE = '/quickbooks'

interface Ground {
  readonly project: Project
  readonly isTs: boolean
  /** '.' or 'src'. */
  readonly base: string
  readonly style: Style
  readonly hasAppRouter: boolean
}

export function planNext(project: Project, order: { redirectUri: string; keyId: string }): ServerSteps {
  const ground = groundOf(project)
  const { base, isTs, style } = ground
  const ending = isTs ? 'ts' : 'js'
  const isModule = project.manifest.type === 'module'
  const config = findConfig(project, '.', `mooring.config.${isTs ? 'ts' : isModule ? 'js' : 'mjs'}`)
  const adapter = path.join(base, `quickbooks.${ending}`)
  const from = (file: string, to: string) => importPath(file, to, { ending: '', isCommonJs: true })
  const put = (file: string, template: (file: string) => string) => putStep(ground, file, template)
  const route = path.join(base, `app/api/quickbooks/[...path]/route.${ending}`)
  const page = ground.hasAppRouter ? `app${PAGE}/page` : `pages${PAGE}`
  const template = {
    ...{
      language: isTs ? ('ts' as const) : ('esm' as const),
      redirectUri: order.redirectUri,
      keyId: order.keyId,
      page: PAGE,
    },
    isPlatform: true,
    envFiles: ['.env.local', '.env'],
  }
  return {
    steps: [
      configStep(config, template, style),
      put(adapter, (file) => nextAdapterTemplate(isTs, from(file, config.path))),
      put(route, (file) => nextRouteTemplate(isTs, from(file, adapter))),
      put(path.join(base, `instrumentation.${ending}`), (file) =>
        nextInstrumentationTemplate(isTs, from(file, adapter)),
      ),
      put(path.join(base, `${page}.${isTs ? 'tsx' : 'js'}`), () =>
        pageTemplate({ isTs, kind: ground.hasAppRouter ? 'app' : 'pages' }),
      ),
      settingsStep(project),
    ],
    config: config.path,
    entry: null,
    page: PAGE,
    warnings: warningsOf(project),
  }
}

function groundOf(project: Project): Ground {
  const base =
    project.hasFolder('app') || project.hasFolder('pages') ? '.' : project.hasFolder('src') ? 'src' : '.'
  const find = (names: readonly string[]) =>
    names
      .flatMap((name) =>
        ['tsx', 'jsx', 'js'].map((ending) => project.text(path.join(base, `${name}.${ending}`))),
      )
      .find((text) => text !== null)
  const ofApp = find(['app/layout', 'app/page'])
  const sample = ofApp ?? find(['pages/_app', 'pages/index'])
  // Our own route lies in app, too.
  const hasAppRouter = ofApp !== undefined || !project.hasFolder(path.join(base, 'pages'))
  return {
    project,
    base,
    hasAppRouter,
    isTs: project.text('tsconfig.json') !== null,
    style: styleOf(sample ?? null),
  }
}

/** A new file; one that is there stays as it is. */
function putStep({ project, style }: Ground, file: string, template: (file: string) => string): Step {
  const text = inStyle(style, template(file))
  const there = othersOf(file).find((each) => project.text(each) !== null)
  if (there === undefined) return created(file, text)
  const isOurs = /@mooring\/|\/quickbooks['"]/.test(project.text(there) ?? '')
  if (isOurs) return { kind: 'unchanged', path: there, why: 'it is there already' }
  return {
    kind: 'paste',
    path: there,
    why: 'it is there and is your own: add what is missing',
    snippet: text.trimEnd(),
  }
}

/** The same file in either language. */
const othersOf = (file: string): string[] => {
  const bare = file.replace(/\.\w+$/, '')
  return ['ts', 'tsx', 'js', 'jsx', 'mjs'].map((ending) => `${bare}.${ending}`)
}

const SETTINGS = ['next.config.ts', 'next.config.mjs', 'next.config.js', 'next.config.cjs', 'next.config.mts']

/** Without it Next.js bundles the adapter, and searches for the packages it needs in some cases alone. */
function settingsStep(project: Project): Step {
  const file = SETTINGS.find((each) => project.text(each) !== null)
  const line = `serverExternalPackages: ['${PACKAGE}'],`
  if (file === undefined) return created('next.config.mjs', `export default {\n  ${line}\n}\n`)
  const text = project.text(file) ?? ''
  if (text.includes(PACKAGE))
    return { kind: 'unchanged', path: file, why: 'it leaves the adapter to Node already' }
  const opening =
    /^(?:const nextConfig(?: *: *[\w.]+)? = |export default |module\.exports = )\{[ \t]*(?=\r?\n)/m
  const isClear =
    !text.includes('serverExternalPackages') && text.match(new RegExp(opening, 'gm'))?.length === 1
  if (!isClear) return { kind: 'paste', path: file, why: 'add this to its settings', snippet: line }
  const { quote } = styleOf(text)
  const content = text.replace(
    opening,
    (found) => `${found}${text.includes('\r\n') ? '\r\n' : '\n'}  ${line.replaceAll("'", quote)}`,
  )
  return { kind: 'change', path: file, before: text, content }
}

function warningsOf(project: Project): string[] {
  const settings = SETTINGS.map((file) => project.text(file) ?? '').join('\n')
  return /^\s*output:\s*['"]export['"]/m.test(settings)
    ? ["next.config says output: 'export': such a product has no server, and so none of these routes."]
    : []
}
