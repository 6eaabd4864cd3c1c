// What is left to a person: three steps.
import { EXECUTE, startLine } from './packages.ts'
import type { Framework } from './plan.ts'
import type { ServerSteps } from './plan-node-server.ts'
import type { Project } from './project.ts'

type Ended = Pick<ServerSteps, 'config' | 'entry' | 'page'> & {
  readonly framework: Framework
  readonly redirectUri: string
  readonly origin: string
}

/** What is put on a request before it, `identify` can read. */
const WHERE: Partial<Record<Framework, string>> = {
  express: ' Where it reads your session, call mountQuickBooks after your session, before your body parsers.',
  nestjs: ' Where it reads your session, call mountQuickBooks after your session.',
}

export function nextSteps(project: Project, order: Ended): string[] {
  const { framework, config, entry, page, redirectUri, origin } = order
  const see = page === null ? `${origin}/api/quickbooks/operations/ready` : `${origin}${page}`
  return [
    `At https://developer.intuit.com, in your app under Keys & credentials, register the redirect URI ${redirectUri} and copy the client id and secret into .env.`,
    `In ${config}, fill in identify: it answers which user is signed in. Until then every call gets a 401.${WHERE[framework] ?? ''}`,
    `${startLine(project, entry)}, open ${see}, and have everything tried: ${EXECUTE[project.packageManager]} doctor`,
  ]
}
