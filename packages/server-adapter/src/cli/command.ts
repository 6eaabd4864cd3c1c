// What a command is, and what it answers.
import type { Command } from 'commander'
import type { AnyOptions } from '../config/options.ts'
import type { QuickBooksAdapter } from '../host-api.ts'
import type { Paint } from './paint.ts'
import type { Terminal } from './terminal.ts'

/** Options by their names in camel case: `perDay` is `--per-day`. */
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
  /** Every command as the library has it. */
  readonly program: Command
  /** What follows the command's name; empty where nothing does. */
  readonly word: string
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
  /** The exit code, where it is the command's own. */
  readonly exit?: number
}

/** What a command does. @throws WrongUse, NotDone, MooringError */
export type Action = (call: Call) => Promise<Answer>

export interface Definition {
  /** One word or two. */
  readonly name: string
  readonly what: string
  readonly example: string
  /** The one word that may follow the name. */
  readonly argument?: Argument
  /** What each does, by its form: `--url <address>`. */
  readonly options?: Readonly<Record<string, string>>
  /** It reads no config, and takes no `--config`. */
  readonly isWithoutConfig?: boolean
  /** Its exit codes, where they are its own. */
  readonly exits?: string
  /** Imports what it does: only a command that runs is loaded. */
  load(): Promise<Action>
}

export interface Argument {
  /** `<con_…>`, or `[con_…]` where it may be left out. */
  readonly form: string
  /** What it is, as a noun. */
  readonly what: string
  /** What it begins with. */
  readonly prefix?: string
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

/** @throws WrongUse where an option says already what the word would */
export function refuseWord(word: string): void {
  if (word !== '') throw new WrongUse(`"${word}" is one word too many.`)
}

export const textOf = (value: Values[string]): string | undefined =>
  typeof value === 'string' ? value : undefined
