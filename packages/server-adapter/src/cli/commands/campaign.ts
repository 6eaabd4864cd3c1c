// mooring campaign start, progress, end: everyone of a selection has to authorize anew by a day.
import { type CampaignRequest, type CampaignWhy, checkCampaign } from '../../campaigns/campaign-request.ts'
import type { CampaignProgress } from '../../campaigns/campaigns.ts'
import { MooringError } from '../../service/mooring-error.ts'
import { type Answer, type Command, onlyWord, textOf, type Values, WrongUse } from '../command.ts'
import { counted, row } from '../paint.ts'
import { confirmed, YES } from './confirmed.ts'
import { notFound } from './shown-connection.ts'

const ID = 'the id of a campaign, such as payments-2027'

const FLAGS = {
  why: { type: 'string', form: '--why <reason>', what: 'scopes, keys, hard_expiry or other' },
  deadline: {
    type: 'string',
    form: '--deadline <time>',
    what: 'from then on no tokens are handed out (RFC 3339)',
  },
  text: { type: 'string', form: '--text <note>', what: 'a note for the people who operate the product' },
  'per-day': {
    type: 'string',
    form: '--per-day <n>',
    what: 'so many are asked in a UTC day, the nearest to their end first (all at once)',
  },
  'connected-before': {
    type: 'string',
    form: '--connected-before <time>',
    what: 'only those last authorized before',
  },
  'missing-scope': {
    type: 'string',
    form: '--missing-scope <scope>',
    what: 'only those whose consent did not cover it',
  },
  'hard-expiry-before': {
    type: 'string',
    form: '--hard-expiry-before <time>',
    what: 'only those whose five years end before',
  },
  yes: YES,
} as const

const given = <Name extends string>(name: Name, value: string | undefined) =>
  value === undefined ? {} : ({ [name]: value } as Record<Name, string>)

/** What the flags ask for; the adapter checks it. */
function requestOf(id: string, values: Values): CampaignRequest {
  const perDay = textOf(values['per-day'])
  return {
    id,
    why: textOf(values.why) as CampaignWhy,
    deadline: textOf(values.deadline) ?? '',
    ...given('text', textOf(values.text)),
    ...(perDay === undefined ? {} : { perDay: Number(perDay) }),
    select: {
      ...given('connectedBefore', textOf(values['connected-before'])),
      ...given('missingScope', textOf(values['missing-scope'])),
      ...given('hardExpiryBefore', textOf(values['hard-expiry-before'])),
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

export const campaignStart: Command = {
  name: 'campaign start',
  form: '<id>',
  what: 'asks connections for a new consent by a day: new scopes, new keys, the end of the five years',
  example: 'mooring campaign start payments-2027 --why scopes --deadline 2027-03-01T00:00:00Z --per-day 200',
  flags: FLAGS,
  async run({ words, values, terminal, open }) {
    const id = onlyWord(words, ID)
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
  },
}

export const campaignProgress: Command = {
  name: 'campaign progress',
  form: '[<id>]',
  what: 'how far a campaign is; without an id, how far each is',
  example: 'mooring campaign progress payments-2027',
  async run({ words, open }) {
    const { campaigns } = (await open()).adapter.operations
    if (words.length > 0) {
      const id = onlyWord(words, ID)
      return shown(await orNotFound(campaigns.progress(id), id))
    }
    const all: CampaignProgress[] = []
    for (const { id } of await campaigns.list()) all.push(await campaigns.progress(id))
    const lines = all.length === 0 ? ['There is no campaign.'] : all.flatMap((one) => shown(one).lines)
    return { well: true, data: all, lines }
  },
}

export const campaignEnd: Command = {
  name: 'campaign end',
  form: '<id>',
  what: 'asks nobody any more; what only the campaign stopped works again',
  example: 'mooring campaign end payments-2027',
  flags: { yes: YES },
  async run({ words, values, terminal, open }) {
    const id = onlyWord(words, ID)
    const { campaigns } = (await open()).adapter.operations
    const { ended, asked, waiting } = await orNotFound(campaigns.progress(id), id)
    const left = counted(asked + waiting, 'connection')
    if (!ended)
      await confirmed(`Campaign ${id} will end with ${left} not authorized anew.`, { values, terminal })
    return shown(await campaigns.end(id))
  },
}
