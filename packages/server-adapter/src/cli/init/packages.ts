// The packages that a project lacks, as command lines that install them.
import type { Framework } from './plan.ts'
import { dependsOn, type PackageManager, type Project } from './project.ts'
import { typeScriptSetting } from './style.ts'

const ADD: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install',
  pnpm: 'pnpm add',
  yarn: 'yarn add',
  bun: 'bun add',
}

const DEV: Readonly<Record<PackageManager, string>> = {
  npm: '--save-dev',
  pnpm: '--save-dev',
  yarn: '--dev',
  bun: '--dev',
}

const FRAMEWORK: Readonly<Record<Framework, string>> = {
  express: 'express',
  nextjs: 'next',
  nestjs: '@nestjs/platform-express',
  hono: 'hono',
}

const KIT = ['@mooring/ui', 'radix-ui', '@tanstack/react-query']

export function installsOf(
  project: Project,
  { framework, hasPage }: { framework: Framework; hasPage: boolean },
): string[] {
  const isMissing = (name: string) => dependsOn(project, name) === undefined
  const run = ['@mooring/server-adapter', FRAMEWORK[framework], ...(hasPage ? KIT : [])].filter(isMissing)
  const setting = typeScriptSetting(project)
  const isTyped =
    setting !== null && (framework === 'express' || framework === 'nestjs' || !setting.skipsLibCheck)
  const types = isTyped ? ['@types/express', '@types/node'].filter(isMissing) : []
  const { packageManager } = project
  return [
    ...(run.length > 0 ? [`${ADD[packageManager]} ${run.join(' ')}`] : []),
    ...(types.length > 0 ? [`${ADD[packageManager]} ${DEV[packageManager]} ${types.join(' ')}`] : []),
  ]
}

const RUN: Readonly<Record<PackageManager, string>> = {
  npm: 'npm run',
  pnpm: 'pnpm',
  yarn: 'yarn',
  bun: 'bun run',
}

/** "Start it", with the command line where that is known. */
export function startLine({ manifest, packageManager }: Project, entry: string | null): string {
  const script = ['dev', 'start:dev', 'start'].find((name) => manifest.scripts?.[name] !== undefined)
  if (script !== undefined) return `Start it (${RUN[packageManager]} ${script})`
  return entry === null ? 'Start your product' : `Start it (node ${entry})`
}

/** How a package's own command is run. */
export const EXECUTE: Readonly<Record<PackageManager, string>> = {
  npm: 'npx mooring',
  pnpm: 'pnpm mooring',
  yarn: 'yarn mooring',
  bun: 'bunx mooring',
}
