// What a notice is, who reads it, and how it is put together.
import type { Action, Connection } from '@mooring/contract'

/**
 * Who reads it. `admin`: may take the step that is needed. `member`: may not, and reads whom to ask. `support`: the
 * product's own people, who also read the code and the reference.
 */
export type Audience = 'admin' | 'member' | 'support'

/** A mail, a notification, a line of a log. Plain text, whole sentences, no markup. */
export interface Notice {
  /** One line: what it is about, and which company. */
  readonly subject: string
  /** What is true, as a sentence. */
  readonly title: string
  /** How it is known, what follows, what to do. Never empty; lines are divided by "\n". */
  readonly body: string
  /** What is written on the button; null where this reader has nothing to do. */
  readonly action: string | null
  /** Where the button leads, or where the connection is shown; null where no `page` is given. */
  readonly link: string | null
}

/** What a link leads to. */
export interface NoticeTarget {
  /** null for what concerns no connection that is known. */
  readonly connectionId: string | null
  /** What is needed, as a connection's `action`. */
  readonly action: Action
  readonly audience: Audience
}

/** What is read of a connection; one of the server's and one of the wire both have it. */
export type NoticeConnection = Pick<
  Connection,
  'id' | 'status' | 'reason' | 'action' | 'proof' | 'expiry' | 'disconnectedAt' | 'disconnect'
> & { readonly company: Pick<Connection['company'], 'name'>; readonly sync?: Connection['sync'] }

/** A step and its words: on the button for who may take it, whom to ask for who may not. */
export interface Step {
  readonly label: string
  /** null where nobody has to be asked, or where the other sentences say whom. */
  readonly ask: string | null
  /** Whether it needs no right of the product's. */
  readonly isForAll: boolean
}

type Sentence = string | null | undefined | false

/** What is said before it is known who reads it. */
export interface Draft {
  readonly topic: string
  readonly title: string
  readonly sentences: readonly Sentence[]
  readonly action: Action
  readonly step: Step | null
  /** Where the step is taken, if not on the host's page. */
  readonly address?: string | undefined
  /** For support. */
  readonly code: string
  /** The problem's, which people name to support. */
  readonly reference: string | null
  readonly intuitTid?: string | undefined
  readonly connectionId: string | null
  readonly company: string | null
}

/** The sentences that are there, as one text. */
export const join = (sentences: readonly Sentence[]): string => sentences.filter(Boolean).join(' ')
