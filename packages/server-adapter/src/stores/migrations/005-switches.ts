// Migration 5: a switch that waits for its answer, and the reason given for it.
import type { Migration } from './migration.ts'

export const switches: Migration = {
  number: 5,
  name: 'switches that wait',
  statements: () => [
    `alter table connections add column switching text`,
    `alter table attempts add column change_why text`,
  ],
}
