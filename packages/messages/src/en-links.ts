// The English words of links for people without a login; they come with the first one that is asked for.
import { stop } from './sentence-end.ts'

const linkStates = {
  created: 'Waiting',
  at_intuit: 'At QuickBooks',
  used: 'Used',
  revoked: 'Revoked',
  expired: 'Expired',
  withdrawn: 'Not needed any more',
}

export const enLinks = {
  linkWhat: (company: string) =>
    `Someone without an account here, such as an accountant, can re-authorize ${company} with a link.`,
  linkLimits: 'It works once, for this company alone, and gives no access to anything here.',
  linkNeedless: (company: string) =>
    `${company} needs no re-authorization just now, so there is nothing to ask for.`,
  linkForbidden: (company: string) =>
    stop(`Only people who may re-authorize can ask someone else to re-authorize ${company}`),
  linkName: 'Name (optional)',
  linkEmail: 'Email (optional)',
  linkNote: 'Note (optional)',
  linkNoteHelp: 'Shown on the page of the link, as your words.',
  linkTime: 'The link works for',
  linkMake: 'Create link',
  linkMaking: 'Creating the link…',
  linkMade: 'The link is ready. Its address is shown only now: copy it or send it.',
  linkAddress: 'Address of the link',
  linkCopy: 'Copy link',
  linkCopied: 'The link is copied.',
  linkNotCopied: 'The browser did not allow that. Please copy the address from the field.',
  linkMail: 'Send by email',
  linkAnother: 'Create another link',
  linkSubject: (company: string) => `Please re-authorize ${company} in QuickBooks`,
  linkGreeting: (name: string) => `Hello ${name},`,
  linkLetter: (company: string) =>
    `could you please authorize us again to use ${company} in QuickBooks? It takes a minute. You need the sign-in of an admin of the company, and no account with us:`,
  linkUntil: (date: string) => stop(`The link works until ${date}`),
  linkList: 'Links',
  linkAnybody: 'Anyone who has the link',
  linkStates,
  linkBy: (name: string) => `From ${name}`,
  linkEnds: (date: string) => `until ${date}`,
  linkRevoke: 'Revoke',
  linkRevoking: 'Revoking…',
  linkRevoked: 'The link is revoked. It can no longer be used.',
  linkWasUsed: 'The company is authorized again.',
}
