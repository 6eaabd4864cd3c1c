// Another tenant's row can't be read by forgetting a line: a repository's `get(id)` knows no tenant, so only the files below call it.
// All others read by `ownConnection(tx, tenantId, id)`, which refuses what is not this tenant's.
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))

/** Folders of background work: it finds its ids in rows, and serves every tenant. */
const OF_NO_TENANT = ['board', 'campaigns', 'events', 'schedules', 'stores', 'upkeep', 'webhooks']

/** Files that read a row by its id alone, and where that id is from. */
const BY_ID_ALONE: Readonly<Record<string, readonly string[]>> = {
  'of a row that was found under its tenant just before, in this call': [
    'authorize/attempts.ts',
    'authorize/callback.ts',
    'authorize/claim-attempt.ts',
    'disconnect/disconnect.ts',
    'disconnect/end-connection.ts',
    'import/import-connection.ts',
    'links/links.ts',
    'writes/take-back-log.ts',
    'writes/take-back.ts',
  ],
  'of an attempt, whose state, cookie or ticket was proven': [
    'authorize/decide-attempt.ts',
    'authorize/foreign-company.ts',
    'authorize/settle-attempt.ts',
    'authorize/store-pending-grant.ts',
    'authorize/wait-for-claim.ts',
    'authorize/wait-or-fail.ts',
  ],
  'of a link, whose token was proven': [
    'authorize/link-attempts.ts',
    'links/finished-link.ts',
    'links/links-job.ts',
    'links/open-link.ts',
  ],
  'of a connection whose token was asked for under its tenant': [
    'company-api/first-use.ts',
    'company-api/probe.ts',
    'company-api/query-rows.ts',
    'company-api/record-answer.ts',
    'company-api/request-doubts.ts',
    'tokens/record-failure.ts',
    'tokens/settle-refresh.ts',
    'tokens/unreadable-grant.ts',
  ],
  'of a run that was begun under its tenant': [
    'setup/setup-record.ts',
    'setup/setup.ts',
    'syncs/resume-runs.ts',
    'syncs/run-guard.ts',
    'syncs/run-record.ts',
    'writes/record-writes.ts',
  ],
  'of a change, a revoke, an import or a switch that names its row': [
    'disconnect/revokes.ts',
    'http/read-changes.ts',
    'import/import-rows.ts',
    'import/take-over.ts',
    'switches/begin-switch.ts',
    'switches/end-switch.ts',
  ],
  'of an operator, who reads all tenants': ['operations/operations-lookup.ts', 'operations/operations.ts'],
  'given with a tenant, which is compared here': ['connection/own-connection.ts'],
}

const READ = /\b(?:connections|attempts|grants|links|takeBacks)\.get\(/

it('a row is read by its id alone only where the id is known to be of the tenant', async () => {
  const files = (await readdir(source, { recursive: true })).map((file) => file.replaceAll('\\', '/'))
  const readers: string[] = []
  for (const file of files.filter((name) => /(?<!\.test)\.ts$/.test(name))) {
    if (OF_NO_TENANT.includes(file.split('/')[0] ?? '')) continue
    const text = await readFile(`${source}${file}`, 'utf8')
    // The service of that name (`connections.get(caller, …)`) asks for the tenant itself.
    if (READ.test(text.replaceAll(/\b(?:services\.)?\w+\.get\((?:caller|deps|tenantId)\b/g, '')))
      readers.push(file)
  }
  expect(readers.sort()).toEqual(Object.values(BY_ID_ALONE).flat().sort())
})
