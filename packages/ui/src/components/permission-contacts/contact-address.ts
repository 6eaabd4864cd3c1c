// Where a contact that the host names leads to.

/** What a letter says. */
export interface Letter {
  readonly subject: string
  readonly body: string
}

const MAIL = /^[^\s@/:?&]+@[^\s@/:?&]+$/

/** @returns a letter with these words, or the host's own page; null where the contact is neither */
export function addressOf(contact: string, { subject, body }: Letter): string | null {
  if (MAIL.test(contact)) {
    const lines = body.replace(/\n/g, '\r\n')
    return `mailto:${contact}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`
  }
  return /^https?:\/\//.test(contact) ? contact : null
}
