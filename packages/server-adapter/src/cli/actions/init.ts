// mooring init: writes a mount, a config, a page and .env lines into a host's project.
import { randomBytes } from 'node:crypto'
import { originOnly } from '../../config/option-checks.ts'
import { type Action, type Answer, type Call, NotDone, textOf, WrongUse } from '../command.ts'
import { frameworksOf, makePlan } from '../init/make-plan.ts'
import { FRAMEWORKS, type Framework, isWritten, type Plan, TITLES, type Written } from '../init/plan.ts'
import { portOf } from '../init/port.ts'
import { type Project, readProject } from '../init/project.ts'
import { diffLines, diffOf, nextLines, restLines } from '../init/show-plan.ts'
import { NotWritten, removeDrafts, writeFiles } from '../init/write-files.ts'
import { counted } from '../paint.ts'

export const init: Action = async (call) => {
  const plan = planOf(call)
  const files = plan.steps.filter(isWritten)
  if (call.values.dryRun === true || files.length === 0) return await untouched(call, plan)
  await confirmedPlan(call, plan)
  await written(call.terminal.cwd, files)
  const head =
    call.values.yes === true ? [...(await diffLines(plan, call.paint)), ...restLines(plan, call.paint)] : []
  const said = `${counted(files.length, 'file')} written: ${files.map(({ path }) => path).join(', ')}`
  return await answerOf(plan, { isWritten: true, lines: [...head, said, '', ...nextLines(plan)] })
}

/** @throws WrongUse */
function planOf({ values, terminal }: Call): Plan {
  const { cwd, env, now } = terminal
  const project = readProject(cwd, env.npm_config_user_agent)
  if (project === null)
    throw new WrongUse(
      `There is no package.json in ${cwd} that can be read. Run this in your product's folder.`,
    )
  const framework = frameworkOf(project, textOf(values.framework))
  return makePlan(project, {
    framework,
    origin: originOf(project, textOf(values.origin)),
    key: randomBytes(32).toString('base64'),
    keyId: new Date(now()).toISOString().slice(0, 10),
  })
}

const CHOICES = `--framework ${FRAMEWORKS.join(', ')}`
const ALIASES: Readonly<Record<string, Framework>> = { next: 'nextjs', nest: 'nestjs' }

/** @throws WrongUse */
function frameworkOf(project: Project, given: string | undefined): Framework {
  const name = given?.toLowerCase().replace('.', '') ?? ''
  const named = FRAMEWORKS.find((each) => each === name) ?? ALIASES[name]
  if (named !== undefined) return named
  if (given !== undefined) throw new WrongUse(`--framework: "${given}" is none of ${FRAMEWORKS.join(', ')}.`)
  const found = frameworksOf(project)
  const [only] = found
  if (only === undefined)
    throw new WrongUse(
      `package.json names none of Express, Next.js, NestJS and Hono. Run this in the folder of your product's server, or say which it will be: ${CHOICES}. For others see the README of @mooring/server-adapter: its handler takes a Request and answers a Response.`,
    )
  if (found.length === 1) return only
  const titles = found.map((each) => TITLES[each]).join(' and ')
  throw new WrongUse(`package.json names ${titles}. Say which one answers the requests: ${CHOICES}.`)
}

/** @throws WrongUse */
function originOf(project: Project, given: string | undefined): string {
  if (given === undefined) return `http://localhost:${portOf(project)}`
  const origin = originOnly(given.replace(/\/$/, ''))
  const isLocal = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|$)/.test(origin ?? '')
  if (origin !== null && (isLocal || origin.startsWith('https:'))) return origin
  throw new WrongUse(
    `--origin: "${given}" is not an address such as https://app.example.com. Intuit takes http of localhost alone.`,
  )
}

/** Nothing is to be written, or nothing was to be. */
async function untouched(call: Call, plan: Plan): Promise<Answer> {
  const files = plan.steps.filter(isWritten)
  const said =
    files.length === 0
      ? 'Nothing to change.'
      : `${counted(files.length, 'file')} would be written: ${files.map(({ path }) => path).join(', ')}`
  if (call.values.dryRun !== true) await removeDrafts(call.terminal.cwd)
  const lines = [
    ...(await diffLines(plan, call.paint)),
    ...restLines(plan, call.paint),
    said,
    '',
    ...nextLines(plan),
  ]
  return await answerOf(plan, { isWritten: false, lines })
}

/** Shows the diff and asks. @throws WrongUse where no person can be asked; NotDone for a no */
async function confirmedPlan({ values, terminal, paint }: Call, plan: Plan): Promise<void> {
  if (values.yes === true) return
  const count = counted(plan.steps.filter(isWritten).length, 'file')
  if (!terminal.isInteractive)
    throw new WrongUse(
      `${count} would be written, and there is no terminal to ask at. See them with --dry-run; --yes writes them.`,
    )
  for (const line of [...(await diffLines(plan, paint)), ...restLines(plan, paint)]) terminal.printError(line)
  if (!(await terminal.ask(`Write ${count}?`))) throw new NotDone('declined', 'Nothing was written.')
}

/** @throws NotDone naming the file that could not be written */
async function written(folder: string, files: readonly Written[]): Promise<void> {
  try {
    await writeFiles(folder, files)
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error
    const before =
      error.written.length === 0 ? 'Nothing was written.' : `Written: ${error.written.join(', ')}.`
    throw new NotDone(
      'not_written',
      `${error.path} could not be written: ${error.message}. ${before} Run this again to go on.`,
    )
  }
}

async function answerOf(
  plan: Plan,
  { isWritten: done, lines }: { isWritten: boolean; lines: string[] },
): Promise<Answer> {
  const files = plan.steps.map(async (step) => {
    if (isWritten(step)) return { path: step.path, step: step.kind, diff: await diffOf(step) }
    return {
      path: step.path,
      step: step.kind,
      why: step.why,
      ...(step.kind === 'paste' ? { snippet: step.snippet } : {}),
    }
  })
  const { framework, packageManager, installs, warnings, next } = plan
  return {
    well: true,
    data: {
      framework,
      packageManager,
      written: done,
      files: await Promise.all(files),
      installs,
      warnings,
      next,
    },
    lines,
  }
}
