// German: links for people without a login.
import type { LinkTranslation } from '../messages.ts'
import { unbroken } from '../unbroken.ts'

export const links: LinkTranslation = {
  linkWhat: (company) =>
    `Wer hier kein Konto hat, etwa Ihre Steuerberatung, kann ${company} mit einem Link erneut autorisieren.`,
  linkLimits: 'Er gilt einmal, nur für dieses Unternehmen, und gibt keinen Zugang zu etwas anderem.',
  linkNeedless: (company) =>
    `${company} braucht gerade keine neue Autorisierung; es gibt nichts zu erbitten.`,
  linkForbidden: (company) =>
    `Nur wer erneut autorisieren darf, kann jemand anderen bitten, ${company} erneut zu autorisieren.`,
  linkName: 'Name (freiwillig)',
  linkEmail: 'E-Mail (freiwillig)',
  linkNote: 'Nachricht (freiwillig)',
  linkNoteHelp: 'Steht auf der Seite des Links, als Ihre Worte.',
  linkTime: 'Der Link gilt',
  linkMake: 'Link erstellen',
  linkMaking: 'Link wird erstellt…',
  linkMade: 'Der Link ist fertig. Seine Adresse wird nur jetzt gezeigt: Kopieren oder senden Sie sie.',
  linkAddress: 'Adresse des Links',
  linkCopy: 'Link kopieren',
  linkCopied: 'Der Link ist kopiert.',
  linkNotCopied: 'Der Browser hat das nicht erlaubt. Bitte kopieren Sie die Adresse aus dem Feld.',
  linkMail: 'Per E-Mail senden',
  linkAnother: 'Weiteren Link erstellen',
  linkSubject: (company) => `Bitte ${company} in QuickBooks erneut autorisieren`,
  linkGreeting: (name) => `Guten Tag, ${name},`,
  linkLetter: (company) =>
    `würden Sie uns bitte erneut erlauben, ${company} in QuickBooks zu nutzen? Das dauert eine Minute. Sie brauchen dafür die Anmeldung eines Admins des Unternehmens, aber kein Konto bei uns:`,
  linkUntil: (date) => `Der Link gilt bis ${unbroken(date)}.`,
  linkList: 'Links zum Autorisieren',
  linkAnybody: 'Alle, die den Link haben',
  linkStates: {
    created: 'Wartet',
    at_intuit: 'Bei QuickBooks',
    used: 'Verwendet',
    revoked: 'Zurückgezogen',
    expired: 'Abgelaufen',
    withdrawn: 'Nicht mehr nötig',
  },
  linkBy: (name) => `Von ${name}`,
  linkEnds: (date) => `bis ${unbroken(date)}`,
  linkRevoke: 'Zurückziehen',
  linkRevoking: 'Wird zurückgezogen…',
  linkRevoked: 'Der Link ist zurückgezogen. Er gilt nicht mehr.',
  linkWasUsed: 'Das Unternehmen ist wieder autorisiert.',
}
