// Intuit's query language, read into a tree. Knows words and not what they name: entities and properties are checked elsewhere.

/** A value that a property is compared with. */
export type QueryValue = string | number | boolean

/** How a property is compared. */
export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN'

/** One condition; `IN` has one value or more, every other operator exactly one. */
export interface Condition {
  readonly property: string
  readonly operator: Operator
  readonly values: readonly QueryValue[]
}

/** A query as it was asked; the values at its end are null when it does not say. */
export interface Query {
  /** Everything, the number only, or some properties. */
  readonly select: 'all' | 'count' | readonly string[]
  readonly from: string
  /** All of these are true of a record. */
  readonly where: readonly Condition[]
  readonly order: readonly { readonly property: string; readonly descending: boolean }[]
  readonly start: number | null
  readonly most: number | null
}

/** The text is no query; the message says where it ends being one, as Intuit's parser does. */
export class QuerySyntaxError extends Error {
  override readonly name = 'QuerySyntaxError'
}

type Kind = 'word' | 'text' | 'number' | 'sign' | 'end'
interface Token {
  readonly kind: Kind
  /** As written. */
  readonly raw: string
  /** Where it begins, counted from 1. */
  readonly column: number
}

const TOKEN =
  /\s*(?:(?<word>[A-Za-z_][\w.]*)|(?<number>-?\d+(?:\.\d+)?)|(?<text>'(?:[^'\\]|\\[\s\S])*')|(?<sign><=|>=|[=<>(),*]))/y
const KINDS = ['word', 'number', 'text', 'sign'] as const
const RESERVED = ['SELECT', 'FROM', 'WHERE', 'AND', 'ORDERBY', 'STARTPOSITION', 'MAXRESULTS', 'LIKE', 'IN']

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  TOKEN.lastIndex = 0
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at
    const groups = TOKEN.exec(text)?.groups
    const kind = KINDS.find((name) => groups?.[name] !== undefined)
    const raw = kind && groups?.[kind]
    if (!kind || raw === undefined) throw lexicalError(text, at)
    tokens.push({ kind, raw, column: TOKEN.lastIndex - raw.length + 1 })
  }
  return [...tokens, { kind: 'end', raw: '<EOF>', column: end + 1 }]
}

function lexicalError(text: string, from: number): QuerySyntaxError {
  const at = from + text.slice(from).search(/\S/)
  return new QuerySyntaxError(
    `QueryParserError: Invalid content. Lexical error at line 1, column ${at + 1}. Encountered: "${text[at] ?? ''}"`,
  )
}

/**
 * Reads a query.
 * @param today the day that CURRENT_DATE means, as `2026-11-21`
 * @throws {QuerySyntaxError} for anything that is none: also for OR, NOT, joins, groups and double quotes.
 */
export const parseQuery = (text: string, today: string): Query => new Parser(tokensOf(text), today).query()

class Parser {
  readonly #tokens: readonly Token[]
  readonly #today: string
  #at = 0

  constructor(tokens: readonly Token[], today: string) {
    this.#tokens = tokens
    this.#today = today
  }

  query(): Query {
    this.#needWord('SELECT')
    const select = this.#selection()
    this.#needWord('FROM')
    const from = this.#name()
    const where = this.#takesWord('WHERE') ? this.#listOf(this.#condition, () => this.#takesWord('AND')) : []
    const order = this.#takesOrder() ? this.#listOf(this.#direction, () => this.#takesSign(',')) : []
    const { start, most } = this.#page()
    if (this.#next().kind !== 'end') throw this.#unexpected()
    return { select, from, where, order, start, most }
  }

  #selection(): Query['select'] {
    if (this.#takesSign('*')) return 'all'
    const names = this.#listOf(this.#name, () => this.#takesSign(','))
    if (names.length !== 1 || names[0]?.toUpperCase() !== 'COUNT' || !this.#takesSign('(')) return names
    this.#needSign('*')
    this.#needSign(')')
    return 'count'
  }

  readonly #condition = (): Condition => {
    const property = this.#name()
    if (this.#takesWord('LIKE')) return { property, operator: 'LIKE', values: [this.#text()] }
    if (this.#takesWord('IN')) {
      this.#needSign('(')
      const values = this.#listOf(this.#value, () => this.#takesSign(','))
      this.#needSign(')')
      return { property, operator: 'IN', values }
    }
    const operator = (['=', '<', '>', '<=', '>='] as const).find((sign) => this.#takesSign(sign))
    if (!operator) throw this.#unexpected()
    return { property, operator, values: [this.#value()] }
  }

  readonly #direction = () => {
    const property = this.#name()
    const descending = this.#takesWord('DESC')
    if (!descending) this.#takesWord('ASC')
    return { property, descending }
  }

  #takesOrder(): boolean {
    if (this.#takesWord('ORDERBY')) return true
    if (!this.#takesWord('ORDER')) return false
    this.#needWord('BY')
    return true
  }

  /** STARTPOSITION and MAXRESULTS, each once at most; Intuit takes them either way round. */
  #page(): Pick<Query, 'start' | 'most'> {
    let start: number | null = null
    let most: number | null = null
    for (;;) {
      if (start === null && this.#takesWord('STARTPOSITION')) start = this.#count()
      else if (most === null && this.#takesWord('MAXRESULTS')) most = this.#count()
      else return { start, most }
    }
  }

  readonly #name = (): string => {
    const token = this.#next()
    if (token.kind !== 'word' || RESERVED.includes(token.raw.toUpperCase())) throw this.#unexpected()
    this.#at += 1
    return token.raw
  }

  readonly #value = (): QueryValue => {
    const token = this.#next()
    if (token.kind === 'text') return this.#text()
    if (this.#takesWord('CURRENT_DATE')) return this.#today
    const truth = /^(true|false)$/i.test(token.raw)
    if (token.kind !== 'number' && !truth) throw this.#unexpected()
    this.#at += 1
    return truth ? token.raw.toLowerCase() === 'true' : Number(token.raw)
  }

  /** Without its quotes; `\'` and `\\` mean `'` and `\`. */
  #text(): string {
    const token = this.#next()
    if (token.kind !== 'text') throw this.#unexpected()
    this.#at += 1
    return token.raw.slice(1, -1).replace(/\\(['\\])/g, '$1')
  }

  #count(): number {
    const token = this.#next()
    if (!/^\d+$/.test(token.raw)) throw this.#unexpected()
    this.#at += 1
    return Number(token.raw)
  }

  #listOf<T>(one: () => T, more: () => boolean): T[] {
    const list = [one()]
    while (more()) list.push(one())
    return list
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', raw: '<EOF>', column: 1 }
  }

  #takes(kind: Kind, raw: string): boolean {
    const token = this.#next()
    const taken = token.kind === kind && token.raw.toUpperCase() === raw
    if (taken) this.#at += 1
    return taken
  }

  #takesWord = (word: string): boolean => this.#takes('word', word)
  #takesSign = (sign: string): boolean => this.#takes('sign', sign)

  #needWord(word: string): void {
    if (!this.#takesWord(word)) throw this.#unexpected()
  }

  #needSign(sign: string): void {
    if (!this.#takesSign(sign)) throw this.#unexpected()
  }

  #unexpected(): QuerySyntaxError {
    const { raw, column } = this.#next()
    return new QuerySyntaxError(`QueryParserError: Encountered "${raw}" at line 1, column ${column}.`)
  }
}
