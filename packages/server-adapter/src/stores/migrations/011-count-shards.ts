// Migration 11: the counts of connections in several rows per state, so that transactions side by side do not wait for each other's.
// An instance of the version before goes on: it counts where it did, and what is read is the sum of both. What it reads itself
// lacks what newer instances have counted, until it is replaced.
import type { Migration } from './migration.ts'

export const countShards: Migration = {
  number: 11,
  name: 'count-shards',
  statements: ({ integer }) => [
    `create table connection_count_shards (
      shard ${integer} not null,
      status text not null,
      reason text not null,
      count ${integer} not null,
      primary key (shard, status, reason)
    )`,
  ],
}
