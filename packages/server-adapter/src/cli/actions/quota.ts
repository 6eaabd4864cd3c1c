// mooring quota: how many of the month's reads at Intuit are used, by whom, and how many there will have been.
import type { QuotaUse } from '../../operations/quota-view.ts'
import { type Action, textOf, WrongUse } from '../command.ts'
import { type Paint, row } from '../paint.ts'

const NUMBERS = new Intl.NumberFormat('en')
const SHOWN = '10'

export const quota: Action = async ({ values, open, paint }) => {
  const top = textOf(values.top) ?? SHOWN
  if (!/^([1-9]\d?|1\d\d|200)$/.test(top))
    throw new WrongUse(`--top: "${top}" is not a whole number from 1 to 200.`)
  const { adapter } = await open()
  const used = await adapter.operations.quota({ limit: Number(top) })
  return { well: used.state !== 'over', data: used, lines: linesOf(used, paint) }
}

const COLOURS = { ok: 'green', near: 'yellow', over: 'red' } as const

function linesOf(use: QuotaUse, paint: Paint): string[] {
  const { month, used, readsPerMonth, foreseen, state, spentAt, pausedUntil, byPurpose } = use
  const of = readsPerMonth === null ? 'no limit is known' : `of ${NUMBERS.format(readsPerMonth)}`
  const purposes = Object.entries(byPurpose).filter(([, count]) => count > 0)
  return [
    row('month', `${month} (UTC), until ${use.resetsAt}`),
    row('used', `${paint(COLOURS[state], NUMBERS.format(used))} ${of}`),
    row(
      'foreseen',
      foreseen === null ? 'not known yet: it takes three whole days' : NUMBERS.format(foreseen),
    ),
    ...(spentAt === null ? [] : [row('intuit', paint('red', `said at ${spentAt} that the plan is spent`))]),
    ...(pausedUntil === null ? [] : [row('syncs', paint('yellow', `paused until ${pausedUntil}`))]),
    row(
      'for',
      purposes.map(([name, count]) => `${NUMBERS.format(count)} ${name}`).join(', ') || 'nothing yet',
    ),
    ...use.tenants.rows.map(({ tenantId, reads }) => row('tenant', `${NUMBERS.format(reads)}  ${tenantId}`)),
    ...use.connections.rows.map(({ connectionId, tenantId, reads }) =>
      row('connection', `${NUMBERS.format(reads)}  ${connectionId} of ${tenantId}`),
    ),
  ]
}
