// German.
import type { LinkWords } from './link-words.ts'

const closing = 'Sie können diese Seite schließen.'

export const de: LinkWords = {
  locale: 'de',
  dir: 'ltr',
  aCompany: 'das Unternehmen',
  title: (company) => `${company} in QuickBooks erneut autorisieren`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? ` (${workspace})` : ''
    return `${asking}${at} bittet Sie, ${product} erneut den Zugriff auf ${company} in QuickBooks zu erlauben.`
  },
  reasons: {
    ends_soon: (date) => `Die jetzige Autorisierung gilt noch. Sie endet am ${date}.`,
    ended: () =>
      'Die Autorisierung ist abgelaufen, wie nach einiger Zeit üblich. Die Synchronisierung ist angehalten.',
    revoked: () => 'QuickBooks nimmt die Autorisierung nicht mehr an. Die Synchronisierung ist angehalten.',
    scope_missing: () =>
      'Der Autorisierung fehlt eine nötige Berechtigung. Die Synchronisierung ist angehalten.',
    token_lost: () => 'Die Autorisierung wurde unterbrochen. Die Synchronisierung ist angehalten.',
    admin_access_lost: () =>
      'Wer sie erteilt hat, verwaltet das Unternehmen in QuickBooks nicht mehr. Die Synchronisierung ist angehalten.',
    upgrade_required: () => 'Die Autorisierung muss noch einmal erteilt werden.',
    other: () => 'Die Autorisierung muss noch einmal erteilt werden.',
  },
  note: (who) => (who === null ? 'Eine Nachricht an Sie:' : `${who} schreibt:`),
  steps: ({ company, product }) => [
    `Sie gelangen zu QuickBooks und melden sich dort mit Administratorrechten für ${company} an.`,
    `Wählen Sie ${company}. Ein anderes Unternehmen wird nicht angenommen.`,
    `Sie brauchen kein Konto bei ${product}, und Ihr QuickBooks-Passwort bekommt ${product} nie zu sehen.`,
  ],
  trust:
    'Wenn Sie das nicht erwartet haben, schließen Sie die Seite. Ohne Ihre Zustimmung in QuickBooks geschieht nichts.',
  go: 'Weiter zu QuickBooks',
  until: (date) => `Dieser Link gilt bis ${date}.`,
  ended: {
    used: {
      title: 'Dieser Link wurde bereits verwendet',
      text: 'Das Unternehmen ist wieder autorisiert. Es ist nichts mehr zu tun.',
    },
    revoked: {
      title: 'Dieser Link wurde zurückgezogen',
      text: 'Wer ihn geschickt hat, hat ihn beendet. Wenn Sie noch helfen möchten, bitten Sie um einen neuen.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Links gelten nur für begrenzte Zeit. Bitten Sie um einen neuen.',
    },
    withdrawn: {
      title: 'Dieser Link wird nicht mehr gebraucht',
      text: 'Das Unternehmen braucht keine neue Autorisierung. Es ist nichts mehr zu tun.',
    },
    unknown: {
      title: 'Diesen Link gibt es nicht',
      text: 'Vielleicht wurde er in der Nachricht abgeschnitten. Öffnen Sie ihn dort erneut, oder bitten Sie um einen neuen.',
    },
  },
  refused: {
    too_often: {
      title: 'Einen Moment, bitte',
      text: 'Das waren zu viele Versuche. Warten Sie eine Minute und versuchen Sie es erneut.',
    },
    elsewhere: {
      title: 'Bitte öffnen Sie den Link selbst',
      text: 'Öffnen Sie den Link aus der Nachricht in einem aktuellen Browser und verwenden Sie die Schaltfläche auf seiner Seite.',
    },
    unavailable: {
      title: 'Das geht gerade nicht',
      text: 'Es wurde nichts geändert. Öffnen Sie den Link in einigen Minuten erneut.',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: 'Fertig, vielen Dank',
      text: `${company} ist wieder autorisiert, und ${product} arbeitet von selbst weiter. ${closing}`,
    }),
    finishing: {
      title: 'Fast fertig',
      text: 'QuickBooks antwortet gerade langsam. Der Rest geschieht von selbst, auch wenn Sie die Seite schließen.',
    },
    unfinished: { title: 'Noch nicht fertig', text: 'Von QuickBooks ist noch nichts zurückgekommen.' },
    cancelled: {
      title: 'Es wurde nichts geändert',
      text: 'Die Autorisierung wurde bei QuickBooks nicht erteilt.',
    },
    otherCompany: (company, chosen) => ({
      title: 'Das ist ein anderes Unternehmen',
      text: `Bei QuickBooks wurde ${chosen ?? 'ein anderes Unternehmen'} gewählt, dieser Link gilt aber nur für ${company}. Es wurde nichts geändert.`,
    }),
    notUsable: (company) => ({
      title: 'Das hat nicht geklappt',
      text: `Das bei QuickBooks gewählte Unternehmen ist hier nicht nutzbar. Dieser Link gilt nur für ${company}. Es wurde nichts geändert.`,
    }),
    failed: {
      title: 'Das hat nicht geklappt',
      text: 'QuickBooks hat den Vorgang nicht abgeschlossen. Es wurde nichts geändert.',
    },
    nothing: { title: 'Hier gibt es nichts zu sehen', text: closing },
  },
  again: (company) =>
    `Öffnen Sie für einen neuen Versuch noch einmal den Link aus der Nachricht und wählen Sie ${company}.`,
  reference: (reference) => `Referenz: ${reference}`,
}
