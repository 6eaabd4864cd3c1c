// A letter with a link in it, for the person's own mail program.
import type { Link } from '@mooring/contract'
import type { enLinks } from '@mooring/messages/en-links'

interface LetterFacts {
  readonly words: typeof enLinks
  readonly company: string
  readonly note: string | undefined
  readonly url: string
  /** Until when the link works, as a sentence. */
  readonly ends: string
}

/** @returns its `mailto:` address (RFC 6068): lines end in CRLF, and nothing of a name can add a header */
export function linkLetter(facts: LetterFacts, recipient: Link['recipient']): string {
  const { words, company, note, url, ends } = facts
  const name = recipient?.name
  const lines = [...(name ? [words.linkGreeting(name), ''] : []), ...(note ? [note, ''] : [])]
  const body = [...lines, words.linkLetter(company), url, '', ends].join('\n').replace(/\r?\n/g, '\r\n')
  const to = encodeURIComponent(recipient?.email ?? '').replace('%40', '@')
  return `mailto:${to}?subject=${encodeURIComponent(words.linkSubject(company))}&body=${encodeURIComponent(body)}`
}
