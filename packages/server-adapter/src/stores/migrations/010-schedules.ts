// Migration 10: when the schedules of a connection are checked next.
import type { Migration } from './migration.ts'

export const schedules: Migration = {
  number: 10,
  name: 'schedules',
  statements: ({ integer }) => [
    `alter table connections add column schedule_due_at ${integer}`,
    `create index connections_schedule_due on connections (schedule_due_at) where schedule_due_at is not null`,
  ],
}
