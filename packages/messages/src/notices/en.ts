// English: what a notice says besides the sentences of the kit.
import { CODES, type Code } from '@mooring/contract'
import { stop } from '../sentence-end.ts'
import type { NoticeWords } from './words.ts'

const titles = Object.fromEntries(Object.entries(CODES).map(([code, { title }]) => [code, title])) as Record<
  Code,
  string
>

export const en: NoticeWords = {
  on: (date) => `On ${date}.`,
  byPerson: (person, date) => `By ${person}, on ${date}.`,
  signIn: 'Sign in',
  line: (label, value) => `${label}: ${value}`,
  connection: 'Connection',
  news: 'News about QuickBooks',
  seePage: 'The page with your QuickBooks connections shows what is true now.',
  renewalFailed: (company) => `The authorization of ${company} could not be renewed this time.`,
  changed: (company) => stop(`Something has changed in the books of ${company}`),
  ownerLeft: (company) => `The person who connected ${company} has left.`,
  ownerLeftAsk: 'Let another admin re-authorize in good time.',
  incidentBegan: {
    topic: 'QuickBooks refuses many connections',
    title: 'QuickBooks refuses many connections at once.',
    body: 'No one has to re-authorize. Each connection is tried again until this is over.',
  },
  incidentEnded: {
    topic: 'QuickBooks accepts connections again',
    title: 'QuickBooks accepts connections again.',
    body: 'Each connection that was refused is checked once more.',
  },
  quotaNear: {
    topic: 'The month’s reads at QuickBooks run short',
    title: 'Most of the month’s reads at QuickBooks are used.',
    body: 'When they run out, syncs are paused until the 1st. No one has to re-authorize.',
  },
  quotaOver: {
    topic: 'The month’s reads at QuickBooks are used up',
    title: 'The month’s reads at QuickBooks are used up.',
    body: 'Syncs are paused until the 1st and then continue by themselves. No one has to re-authorize.',
  },
  campaignStarted: {
    topic: 'Campaign started',
    title: 'A campaign has started.',
    body: 'The connections it has chosen are asked to re-authorize.',
  },
  campaignDeadline: (date) => `The deadline is ${date}.`,
  campaignEnded: {
    topic: 'Campaign ended',
    title: 'A campaign has ended.',
    body: 'It asks no connection to re-authorize any more.',
  },
  titles,
}
