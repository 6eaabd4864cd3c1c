// What the adapter tells in English, and every other language tells by itself.
import type { Code, Problem } from '@mooring/contract'

/** What happened, by a problem's code: a sentence, or one that may name what the problem names. */
type ProblemWord = string | ((problem: Problem) => string)
export type ProblemWords = Record<Exclude<Code, 'sync_failed'>, ProblemWord> & {
  /** What the product's own sync says is shown as it is; a host may say otherwise. */
  sync_failed?: ProblemWord
}

/** What a check has found; where nothing is wrong there is nothing to do. */
interface Found {
  readonly detail: string
}

/** What a check has found, and what to do about it. */
interface ToMend extends Found {
  readonly fix: string
}

/** What the adapter's own checks can find: each by its id, in the states that it can have. */
export interface Findings {
  'configuration.passed': Found
  'configuration.failed': ToMend
  'callback.passed': Found
  'callback.unknown': ToMend
  'access_token.passed': Found
  'access_token.failed': ToMend
  'access_token.unknown': Found
  'refresh_token.passed': Found
  'refresh_token.failed': ToMend
  'refresh_token.unknown': Found
  'company.passed': Found
  'company.failed': ToMend
  'company.unknown': ToMend
  'webhooks.passed': Found
  'webhooks.unknown': ToMend
  'sync.passed': Found
  'sync.failed': ToMend
  'sync.unknown': ToMend
}

export type Told = { problems: ProblemWords; findings: Findings }
