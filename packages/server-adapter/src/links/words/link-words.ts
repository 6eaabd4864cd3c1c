// What the pages of a link say, in one language.
import type { LinkEnd } from '../../stores/links.ts'

export interface Said {
  readonly title: string
  readonly text: string
}

/** Whom the page names; null where no one is known by name. */
export interface Names {
  readonly who: string | null
  readonly workspace: string | null
  readonly product: string
  readonly company: string
}

/** Why the company has to be authorized again, as far as its reader is concerned. */
export type LinkReason =
  | 'ends_soon'
  | 'ended'
  | 'revoked'
  | 'scope_missing'
  | 'token_lost'
  | 'admin_access_lost'
  | 'upgrade_required'
  | 'other'

export interface LinkWords {
  /** BCP 47. */
  readonly locale: string
  readonly dir: 'ltr' | 'rtl'
  /** A company whose name is not known. */
  readonly aCompany: string
  readonly title: (company: string) => string
  readonly ask: (names: Names) => string
  readonly reasons: Readonly<Record<LinkReason, (date: string) => string>>
  /** Before the words of who made the link. */
  readonly note: (who: string | null) => string
  readonly steps: (names: Names) => readonly string[]
  readonly trust: string
  readonly go: string
  readonly until: (date: string) => string
  readonly ended: Readonly<Record<LinkEnd | 'unknown', Said>>
  readonly refused: Readonly<Record<'too_often' | 'elsewhere' | 'unavailable', Said>>
  readonly done: {
    readonly reauthorized: (names: Names) => Said
    readonly finishing: Said
    readonly unfinished: Said
    readonly cancelled: Said
    /** @param chosen null where it is not known by name */
    readonly otherCompany: (company: string, chosen: string | null) => Said
    /** A company that could not be read, or that someone else has connected: which one it is, is not said. */
    readonly notUsable: (company: string) => Said
    readonly failed: Said
    readonly nothing: Said
  }
  readonly again: (company: string) => string
  readonly reference: (reference: string) => string
}
