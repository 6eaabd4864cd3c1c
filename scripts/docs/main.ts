// The docs site: `dev` serves it and follows changes, `build` writes it with Storybook into site/, and checks its links.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, watch } from 'node:fs'
import path from 'node:path'
import { programOf } from '../installed-program.ts'
import { deadLinksOf } from './dead-links.ts'
import { root } from './home.ts'
import { clear, SITE, stage } from './stage.ts'

const OUTPUT = path.join(root, 'site')
const VITEPRESS = path.join(SITE, 'node_modules/vitepress/bin/vitepress.js')

function run(program: string, args: readonly string[]): void {
  const env = { ...process.env, STORYBOOK_DISABLE_TELEMETRY: '1' }
  const { status } = spawnSync(process.execPath, [program, ...args], { cwd: root, stdio: 'inherit', env })
  if (status !== 0) throw new Error(`"${path.basename(program)} ${args[0]}" failed.`)
}

/** Serves the pages and follows changes, until it is ended. */
async function dev(): Promise<void> {
  const follow = (_: unknown, file: string | null): void => {
    if (file?.endsWith('.md') && !file.includes('node_modules')) stageAgain()
  }
  const watchers = [
    watch(root, follow),
    ...['docs', 'packages', 'apps/docs'].map((folder) =>
      watch(path.join(root, folder), { recursive: true }, follow),
    ),
  ]
  const child = spawn(process.execPath, [VITEPRESS, 'dev', SITE], { cwd: root, stdio: 'inherit' })
  const [code] = await once(child, 'close')
  for (const watcher of watchers) watcher.close()
  process.exitCode = code ?? 0
}

/** A link that is being typed may lead nowhere yet. */
function stageAgain(): void {
  try {
    stage(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
  }
}

function build(): void {
  rmSync(OUTPUT, { recursive: true, force: true })
  run(VITEPRESS, ['build', SITE, '--outDir', OUTPUT])
  run(programOf('storybook'), ['build', '--disable-telemetry', '-o', path.join(OUTPUT, 'storybook')])
  const dead = deadLinksOf(OUTPUT, process.env.DOCS_BASE ?? '/')
  if (dead.length > 0) throw new Error(`Links that lead nowhere:\n${dead.join('\n')}`)
  console.log(`The site is in ${OUTPUT}.`)
}

try {
  clear()
  stage(process.env)
  if (process.argv[2] === 'build') build()
  else await dev()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
