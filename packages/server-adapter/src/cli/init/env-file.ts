// The lines of .env, and how they are shown: without a value that was there before, and without the key.
import { type Step, withNewline } from './plan.ts'

const HIDDEN = '••••••••'

interface Variable {
  readonly name: string
  readonly value: string
  readonly isSecret?: boolean
  /** Comment lines above it. */
  readonly about?: readonly string[]
}

export interface EnvOrder {
  readonly redirectUri: string
  /** A fresh encryption key. */
  readonly key: string
}

const variables = ({ redirectUri, key }: EnvOrder): readonly Variable[] => [
  {
    name: 'INTUIT_CLIENT_ID',
    value: '',
    about: ['QuickBooks: the keys of your app, from https://developer.intuit.com (Keys & credentials).'],
  },
  { name: 'INTUIT_CLIENT_SECRET', value: '' },
  {
    name: 'INTUIT_ENVIRONMENT',
    value: 'sandbox',
    about: ['sandbox with development keys, production with production keys.'],
  },
  { name: 'INTUIT_REDIRECT_URI', value: redirectUri, about: ['Registered at Intuit letter by letter.'] },
  {
    name: 'MOORING_KEY',
    value: key,
    isSecret: true,
    about: [
      'Encrypts what is stored. Without it every company has to be connected again: store a copy elsewhere.',
    ],
  },
]

const names = (text: string): Set<string> =>
  new Set([...text.matchAll(/^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=/gm)].map(([, name]) => name ?? ''))

const linesOf = (given: readonly Variable[], isShown: boolean): string[] =>
  given.flatMap(({ name, value, isSecret, about = [] }) => [
    ...about.map((line) => `# ${line}`),
    `${name}=${isShown && isSecret ? HIDDEN : value}`,
  ])

/** @param before the file's text, or null @param elsewhere names that another file of the project sets */
export function envStep(before: string | null, elsewhere: string, order: EnvOrder): Step {
  const known = new Set([...names(before ?? ''), ...names(elsewhere)])
  const missing = variables(order).filter(({ name }) => !known.has(name))
  const [first] = missing
  if (first === undefined) return { kind: 'unchanged', path: '.env', why: 'it has every variable' }
  const newline = before?.includes('\r\n') ? '\r\n' : '\n'
  const join = (head: string, isShown: boolean) =>
    [
      withNewline(head),
      ...(head.trim() === '' ? [] : [newline]),
      ...linesOf(missing, isShown).map((line) => line + newline),
    ].join('')
  const hidden = (before ?? '').replace(/^.*\S.*$/gm, HIDDEN)
  return {
    kind: before === null ? 'create' : 'change',
    path: '.env',
    before: before ?? '',
    content: join(before ?? '', false),
    isPrivate: true,
    shown: { before: before === null ? '' : withNewline(hidden), content: join(hidden, true) },
  }
}

/** What is put by hand where git has the file: without a key, which is made by `mooring keys new`. */
export const envSnippet = (order: EnvOrder): string =>
  linesOf(variables({ ...order, key: '' }), false).join('\n')
