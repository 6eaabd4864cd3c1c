// The SQL in which SQLite differs, and the triggers that guard rows that must not change.
import { SqliteAdapter, SqliteQueryCompiler } from 'kysely'
import { CHAIN, COMPANY, PERSONAL } from '../sql/guarded-columns.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import { isUniqueViolation } from './sqlite-error.ts'

const unchanged = (columns: readonly string[]): string =>
  columns.map((column) => `new.${column} is old.${column}`).join(' and ')

/** `insert or replace` deletes without asking a delete trigger: refused before it can. */
const noReplace = (table: string, same: string): string => `
  create trigger ${table}_not_replaced before insert on ${table}
  when exists (select 1 from ${table} where ${same})
  begin select raise(abort, 'a row of ${table} is never replaced'); end`

const firstGuards = [
  `create trigger connections_company before update of ${COMPANY.join(', ')} on connections
  when not (${unchanged(COMPANY)})
  begin select raise(abort, 'the company, tenant and environment of a connection never change'); end`,
  noReplace('connections', 'id = new.id'),
  `create trigger history_kept before delete on history
  begin select raise(abort, 'history is never deleted'); end`,
  `create trigger history_unchanged before update on history
  when not (${unchanged(CHAIN)} and new.actor is null and new.data = '{}' and new.salt is null)
  begin select raise(abort, 'history is never rewritten: ${PERSONAL.join(', ')} can be erased, nothing else'); end`,
  noReplace('history', 'connection_id = new.connection_id and entry = new.entry'),
]

/** Made anew for each store: Kysely's compiler has state between calls of one query. */
export const createSqliteDialect = (): SqlDialect => ({
  adapter: new SqliteAdapter(),
  compiler: new SqliteQueryCompiler(),
  integer: 'integer',
  position: 'integer primary key autoincrement',
  guards: { 1: firstGuards },
  findMigrations: `select 1 from sqlite_schema where type = 'table' and name = 'migrations'`,
  isClaimTaken: (error) => isUniqueViolation(error, 'connections.realm_claim'),
})
