// One Postgres server for the whole run; every test file makes a database of its own on it.
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../../scripts/postgres.ts'
import { makeTemplate } from './postgres/ready-template.ts'
// Drawn before a worker starts, the seed is the same in all of them.
import '../../../scripts/seed.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the run's Postgres server. */
    postgresUrl: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await using opened = new AsyncDisposableStack()
  const server = opened.use(await startPostgres())
  await makeTemplate(server.url)
  project.provide('postgresUrl', server.url)
  const closing = opened.move()
  return () => closing.disposeAsync()
}
