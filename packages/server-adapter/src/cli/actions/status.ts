// mooring status: whether the product's instance is ready, and what its store says.
import type { OperationsHealth } from '@mooring/contract'
import type { StalledQueue } from '../../events/stalled-queues.ts'
import type { OperationsStatus } from '../../operations/operations-status.ts'
import { askInstance, describeAnswer, probeAddress } from '../ask-instance.ts'
import { type Action, textOf } from '../command.ts'
import { counted, duration, type Paint, row } from '../paint.ts'

export const status: Action = async ({ values, open, paint }) => {
  const given = textOf(values.url)
  if (given !== undefined) probeAddress(given, 'ready')
  const { adapter, options } = await open()
  const mount = given ?? options.redirectUri.replace(/\/callback$/, '')
  const [instance, own] = await Promise.all([askInstance(mount, 'ready'), adapter.operations.status()])
  const isReadable = own.checks.store === 'ok'
  const stalled = isReadable ? await adapter.operations.stalledQueues() : []
  const health = isReadable ? await adapter.operations.health() : null
  const well = instance.ready === true && own.ready && stalled.length === 0
  const { store, vault, jobs, eventBacklog } = own.checks
  return {
    well,
    data: {
      ready: instance.ready === true,
      instance,
      checks: { store, vault, jobs: { overdueMs: jobs.overdueMs }, eventBacklog },
      stalledQueues: stalled,
      connections: health?.connections ?? null,
      incident: health?.incident ?? null,
    },
    lines: [
      row('instance', paint(instance.ready === true ? 'green' : 'red', describeAnswer(instance))),
      ...checkLines(own.checks, paint),
      ...stalled.map((queue) => row('stalled', paint('red', stalledWords(queue)))),
      ...(health === null ? [] : healthLines(health, paint)),
    ],
  }
}

function checkLines(
  { store, vault, jobs, eventBacklog }: OperationsStatus['checks'],
  paint: Paint,
): string[] {
  const shown = (state: 'ok' | 'failed') => paint(state === 'ok' ? 'green' : 'red', state)
  const overdue = jobs.overdueMs === null ? 'not known' : overdueWords(jobs.overdueMs)
  const backlog = eventBacklog === null ? 'not known' : `${counted(eventBacklog, 'event')} to be taken`
  return [
    row('store', shown(store)),
    row('vault', shown(vault)),
    row('due work', overdue),
    row('backlog', backlog),
  ]
}

const overdueWords = (ms: number): string => (ms < 1_000 ? 'none waits' : `waits since ${duration(ms)}`)

const stalledWords = ({ connectionId, eventId, type, tries }: StalledQueue): string =>
  `${connectionId ?? 'events of no connection'}: ${eventId} (${type}) failed ${counted(tries, 'time')}`

function healthLines({ connections, incident }: OperationsHealth, paint: Paint): string[] {
  const some = Object.entries(connections).filter(([, count]) => count > 0)
  const said = some.map(([name, count]) => `${count} ${name}`).join(', ')
  return [
    row('connections', said === '' ? 'none' : said),
    ...(incident === null
      ? []
      : [row('incident', paint('yellow', `${incident.code} since ${incident.since}`))]),
  ]
}
