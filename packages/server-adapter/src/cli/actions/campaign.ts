// mooring campaign start, progress, end: everyone of a selection has to authorize anew by a day.
import { type CampaignRequest, type CampaignWhy, checkCampaign } from '../../campaigns/campaign-request.ts'
import type { CampaignProgress } from '../../campaigns/campaigns.ts'
import { MooringError } from '../../errors/mooring-error.ts'
import { type Action, type Answer, textOf, type Values, WrongUse } from '../command.ts'
import { counted, row } from '../paint.ts'
import { confirmed } from './confirmed.ts'
import { notFound } from './shown-connection.ts'

const given = <Name extends string>(name: Name, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, string>)

/** What the flags ask for; the adapter checks it. */
function requestOf(id: string, values: Values): CampaignRequest {
  const perDay = textOf(values.perDay)
  return {
    id,
    why: textOf(values.why) as CampaignWhy,
    deadline: textOf(values.deadline) ?? '',
    ...given('text', textOf(values.text)),
    ...(perDay === undefined ? {} : { perDay: Number(perDay) }),
    select: {
      ...given('connectedBefore', textOf(values.connectedBefore)),
      ...given('missingScope', textOf(values.missingScope)),
      ...given('hardExpiryBefore', textOf(values.hardExpiryBefore)),
    },
  }
}

/** A field of the request as the command line has it: `select.missingScope` is `--missing-scope`. */
const flagOf = (path: string): string =>
  path === 'id'
    ? 'The id'
    : `--${path.replace(/^select\.?/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

/** What the adapter refuses is wrong use. */
async function orWrongUse<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const fields =
      error instanceof MooringError && error.code === 'invalid_request' ? error.problem.fields : undefined
    if (fields === undefined) throw error
    throw new WrongUse(fields.map(({ path, message }) => `${flagOf(path)} ${message}.`).join('\n'))
  }
}

async function orNotFound<T>(work: Promise<T>, id: string): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw error instanceof MooringError && error.code === 'not_found' ? notFound(`campaign ${id}`) : error
  }
}

function shown(progress: CampaignProgress): Answer {
  const { id, selected, waiting, asked, done, gone, ended, byDay } = progress
  return {
    well: true,
    data: progress,
    lines: [
      `Campaign ${id}${ended ? ', ended' : ''}: ${counted(selected, 'connection')}`,
      row('waiting', `${waiting} not asked yet`),
      row('asked', `${asked} asked, not authorized anew yet`),
      row('done', `${done} authorized anew`),
      row('gone', `${gone} disconnected meanwhile`),
      ...byDay.map((day) => row(day.date, `${day.asked} asked, ${day.done} done`)),
    ],
  }
}

export const campaignStart: Action = async ({ word: id, values, terminal, open }) => {
  const { operations } = (await open()).adapter
  const request = requestOf(id, values)
  const { why, deadline, perDay } = request
  await orWrongUse(() => checkCampaign(request))
  const share = perDay === undefined ? 'all at once' : `${perDay} a day`
  const whom =
    Object.keys(request.select).length === 0 ? 'Every connection' : 'Each connection that was chosen'
  const deed = `${whom} will be asked to re-authorize (${why}), ${share}, by ${deadline}. From then on its tokens are not handed out until it was.`
  await confirmed(deed, { values, terminal })
  return shown(await orWrongUse(() => operations.campaigns.start(request)))
}

export const campaignProgress: Action = async ({ word: id, open }) => {
  const { campaigns } = (await open()).adapter.operations
  if (id !== '') return shown(await orNotFound(campaigns.progress(id), id))
  const all: CampaignProgress[] = []
  for (const { id } of await campaigns.list()) all.push(await campaigns.progress(id))
  const lines = all.length === 0 ? ['There is no campaign.'] : all.flatMap((one) => shown(one).lines)
  return { well: true, data: all, lines }
}

export const campaignEnd: Action = async ({ word: id, values, terminal, open }) => {
  const { campaigns } = (await open()).adapter.operations
  const { ended, asked, waiting } = await orNotFound(campaigns.progress(id), id)
  const left = counted(asked + waiting, 'connection')
  if (!ended)
    await confirmed(`Campaign ${id} will end with ${left} not authorized anew.`, { values, terminal })
  return shown(await campaigns.end(id))
}
