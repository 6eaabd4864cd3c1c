// Migration 4: attempts that wait until their starter's page claims them.
import type { Migration } from './migration.ts'

export const claims: Migration = {
  number: 4,
  name: 'claims',
  statements: () => ['alter table attempts add column claim text'],
}
