// What is left to a person: three steps.
import { EXECUTE, startLine } from './packages.ts'
import type { ServerSteps } from './plan-node-server.ts'
import type { Project } from './project.ts'

type Ended = Pick<ServerSteps, 'config' | 'entry' | 'page'> & {
  readonly redirectUri: string
  readonly origin: string
}

export function nextSteps(project: Project, { config, entry, page, redirectUri, origin }: Ended): string[] {
  const see = page === null ? `${origin}/api/quickbooks/operations/ready` : `${origin}${page}`
  return [
    `At https://developer.intuit.com, in your app under Keys & credentials, register the redirect URI ${redirectUri} and copy the client id and secret into .env.`,
    `In ${config}, fill in identify: it answers which user is signed in. Until then every call gets a 401.`,
    `${startLine(project, entry)}, open ${see}, and have everything tried: ${EXECUTE[project.packageManager]} doctor`,
  ]
}
