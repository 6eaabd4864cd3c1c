// Rows sealed with another key. Two ranges instead of `<>`, which no index serves; rows without a key are left out.
import { sql } from 'kysely'

/** @param column names the key a row was sealed with; from code, never from input */
export const otherKey = (column: 'key_id' | 'realm_key_id' | 'waiting_key_id', keyId: string) =>
  sql<boolean>`(${sql.ref(column)} < ${keyId} or ${sql.ref(column)} > ${keyId})`
