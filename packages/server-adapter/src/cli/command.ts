// What a command is, and what it answers.
import type { AnyOptions } from '../config/options.ts'
import type { QuickBooksAdapter } from '../host-api.ts'
import type { Paint } from './paint.ts'
import type { Terminal } from './terminal.ts'

export interface Flag {
  readonly type: 'string' | 'boolean'
  /** As the help shows it: `--url <address>`. */
  readonly form: string
  readonly what: string
}

export type Values = Readonly<Record<string, string | boolean | undefined>>

/** The config, read. */
export interface Loaded {
  readonly file: string
  readonly options: AnyOptions
}

/** An adapter on the config's options that does no background work. */
export interface Opened extends Loaded {
  readonly adapter: QuickBooksAdapter
}

export interface Call {
  /** Every command but `migrate`. */
  readonly commands: readonly Command[]
  /** The words after the command's name. */
  readonly words: readonly string[]
  readonly values: Values
  readonly terminal: Terminal
  readonly paint: Paint
  /** Reads the config. @throws WrongUse */
  load(): Promise<Loaded>
  /** Reads the config and makes the adapter; it is closed after the command. @throws WrongUse, MooringError */
  open(): Promise<Opened>
}

export interface Answer {
  /** False: done, and something is wrong. */
  readonly well: boolean
  /** What `--json` prints. */
  readonly data: unknown
  /** What people read. */
  readonly lines: readonly string[]
}

export interface Command {
  /** One word or two. */
  readonly name: string
  /** What follows the name: `<con_…>`. */
  readonly form: string
  readonly what: string
  readonly example: string
  readonly flags?: Readonly<Record<string, Flag>>
  /** It reads no config, and takes no `--config`. */
  readonly isWithoutConfig?: boolean
  run(call: Call): Promise<Answer>
}

/** The command line can't be followed: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse'
}

/** `not_written`: a file of the project could not be written. */
type NotDoneCode = 'not_found' | 'declined' | 'not_written'

/** The command found nothing to work on, or was not allowed to: exit code 1. */
export class NotDone extends Error {
  override readonly name = 'NotDone'
  readonly code: NotDoneCode

  constructor(code: NotDoneCode, sentence: string) {
    super(sentence)
    this.code = code
  }
}

const FORMS = {
  con_: 'the id of a connection, such as con_4n1k…',
  evt_: 'the id of an event, such as evt_4n1k…',
} as const

/** The one word of a command that takes an id. @throws WrongUse */
export function onlyId(words: readonly string[], prefix: keyof typeof FORMS): string {
  const id = onlyWord(words, FORMS[prefix])
  if (id.startsWith(prefix)) return id
  throw new WrongUse(`"${id}" is not ${FORMS[prefix]}.`)
}

/** @throws WrongUse */
export function onlyWord(words: readonly string[], what: string): string {
  const [word] = words
  if (words.length === 1 && word !== undefined && word !== '') return word
  throw new WrongUse(`Give ${what}${words.length > 1 ? ', and nothing else' : ''}.`)
}

/** @throws WrongUse */
export function noWords(words: readonly string[]): void {
  if (words.length > 0) throw new WrongUse(`"${words.join(' ')}" is one word too many.`)
}

export const textOf = (value: Values[string]): string | undefined =>
  typeof value === 'string' ? value : undefined
