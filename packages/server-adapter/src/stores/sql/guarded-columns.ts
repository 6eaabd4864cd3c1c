// The columns that the database itself guards.

/** Of a connection: never changed. */
export const COMPANY = ['id', 'tenant_id', 'environment', 'realm_tag']
/** Of an entry of history: can be erased, and not changed otherwise. */
export const PERSONAL = ['actor', 'data', 'salt']
/** Of an entry of history: never changed. */
export const CHAIN = [
  'id',
  'tenant_id',
  'connection_id',
  'entry',
  'at',
  'type',
  'outcome',
  'code',
  'intuit_tid',
  'personal_digest',
  'previous_hash',
  'hash',
]
