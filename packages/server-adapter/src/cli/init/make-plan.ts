// From a project to what would be done with it. Pure but for what it reads of the project.
import { envSnippet, envStep } from './env-file.ts'
import { nextSteps } from './next-steps.ts'
import { installsOf } from './packages.ts'
import { type Framework, type Plan, type Step, withNewline } from './plan.ts'
import { planNext } from './plan-next.ts'
import { planNodeServer } from './plan-node-server.ts'
import { dependsOn, type Project } from './project.ts'
import { findsExports, typeScriptSetting } from './style.ts'

export interface PlanOrder {
  readonly framework: Framework
  /** Where the product is reached: `http://localhost:3000`. */
  readonly origin: string
  /** A fresh encryption key, and its id. */
  readonly key: string
  readonly keyId: string
}

const MOUNT = '/api/quickbooks'

const PACKAGES: Readonly<Record<Framework, readonly string[]>> = {
  nextjs: ['next'],
  nestjs: ['@nestjs/core'],
  hono: ['hono'],
  express: ['express'],
}

/** The frameworks a project has. Nest brings Express itself. */
export function frameworksOf(project: Project): Framework[] {
  const found = (Object.keys(PACKAGES) as Framework[]).filter((framework) =>
    PACKAGES[framework].some((name) => dependsOn(project, name) !== undefined),
  )
  return found.includes('nestjs') ? found.filter((framework) => framework !== 'express') : found
}

export function makePlan(project: Project, { framework, origin, key, keyId }: PlanOrder): Plan {
  const redirectUri = `${origin}${MOUNT}/callback`
  const order = { redirectUri, keyId }
  const server =
    framework === 'nextjs' ? planNext(project, order) : planNodeServer(project, { ...order, framework })
  // Next.js alone reads it by itself.
  const elsewhere = framework === 'nextjs' ? (project.text('.env.local') ?? '') : ''
  const env: Step = project.isTracked('.env')
    ? {
        kind: 'paste',
        path: '.env',
        why: 'git has this file, so no secret is written to it: put these where your secrets are (the key: mooring keys new)',
        snippet: envSnippet({ redirectUri, key }),
      }
    : envStep(project.text('.env'), elsewhere, { redirectUri, key })
  return {
    framework,
    packageManager: project.packageManager,
    steps: [ignoreStep(project), env, ...server.steps],
    installs: installsOf(project, { framework, hasPage: server.steps.some(isPage) }),
    warnings: [...server.warnings, ...typeWarnings(project), ...(server.steps.some(isPage) ? [] : [NO_PAGE])],
    next: nextSteps(project, {
      ...server,
      framework,
      redirectUri: redirectUriOf(project) ?? redirectUri,
      origin,
    }),
  }
}

const isPage = ({ path }: Step): boolean =>
  /(^|\/)(quickbooks\/page|pages\/quickbooks|QuickBooksPage)\.\w+$/.test(path)

/** The front end is another project. */
const NO_PAGE =
  'No React page is in this project. In yours: npm install @mooring/ui radix-ui @tanstack/react-query, and <DataSourceList /> inside of <QuickBooksProvider basePath="…">, with the address of these routes as the browser sees it.'

/** The one that is set already. */
const redirectUriOf = (project: Project): string | null =>
  /^\s*INTUIT_REDIRECT_URI\s*=\s*["']?([^\s"'#]+)/m.exec(project.text('.env') ?? '')?.[1] ?? null

/** Secrets and customers' data stay out of git. */
function ignoreStep(project: Project): Step {
  const before = project.text('.gitignore')
  const missing = [
    ...(project.isIgnored('.env') || project.isTracked('.env') ? [] : ['.env']),
    ...(project.isIgnored('mooring.db') && project.isIgnored('mooring.db-wal') ? [] : ['mooring.db*']),
  ]
  if (missing.length === 0)
    return { kind: 'unchanged', path: '.gitignore', why: 'it leaves out secrets and data already' }
  const newline = before?.includes('\r\n') ? '\r\n' : '\n'
  const head = withNewline(before ?? '')
  const content = [
    head,
    head.trim() === '' ? '' : newline,
    `# Mooring: secrets and data${newline}`,
    ...missing.map((line) => line + newline),
  ]
  return {
    kind: before === null ? 'create' : 'change',
    path: '.gitignore',
    before: before ?? '',
    content: content.join(''),
  }
}

function typeWarnings(project: Project): string[] {
  const setting = typeScriptSetting(project)
  if (setting === null || findsExports(setting)) return []
  return [
    'tsconfig.json finds modules in the old way, which does not read a package\'s "exports": set "module" to "nodenext", or "moduleResolution" to "bundler".',
  ]
}
