// Your sync: once a company is confirmed, when a pause is over, when Intuit announces changes, and every hour.
import { sql } from '@mooring/server-adapter'
import { quickbooks } from './quickbooks.ts'
import { pool } from './session.ts'

export const syncCustomers = () =>
  quickbooks.syncs.schedule('customers', { every: '1h' }, async ({ connection, query, progress }) => {
    let completed = 0
    for await (const { Id, DisplayName } of query(sql`select Id, DisplayName from Customer`)) {
      const row = [connection.tenantId, Id, DisplayName]
      await pool.query('insert into customers values ($1, $2, $3) on conflict do nothing', row)
      completed += 1
    }
    await progress({ completed, total: completed, label: 'Customers' })
  })
