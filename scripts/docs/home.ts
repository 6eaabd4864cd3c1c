// Where the repository is: as the root's package.json says, else as the CI does that runs this. Null where neither says it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** @param env variables of a CI @returns its address without a slash at the end */
export function homeOf(env: NodeJS.ProcessEnv): string | null {
  const { repository } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env
  const url = repository?.url ?? repository ?? (server && name ? `${server}/${name}` : null)
  return url === null ? null : url.replace(/^git\+/, '').replace(/\.git$/, '')
}
