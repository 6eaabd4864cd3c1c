// German: all words but those of the panels and of what was written.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { smallInside } from '../inside-sentence.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { unbroken } from '../unbroken.ts'
import { links } from './links.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'
import { writes } from './writes.ts'

const anotherCompany = 'Ein anderes Unternehmen'
const inside = smallInside(anotherCompany)

const connected = ({ company }: Facts) => `${company} ist verbunden.`
const needed = ({ company }: Facts) => `${company} muss erneut autorisiert werden.`
const paused = ({ company }: Facts) => `Die Verbindung für ${company} ist angehalten.`
const checking = ({ company }: Facts) => `Wir prüfen die Verbindung für ${stop(company)}`
const off = ({ company }: Facts) => `${company} ist getrennt.`
const lastWorked = ({ checked }: Facts) =>
  checked ? `Zuletzt hat sie ${unbroken(checked)} funktioniert. ` : ''
const renew = ({ date }: Facts) =>
  `Autorisieren Sie bis zum ${unbroken(date)} erneut, damit die Verbindung bestehen bleibt.`

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'Unternehmen bestätigen',
    connected: 'Verbunden',
    expiring: 'Bald erneut autorisieren',
    checking: 'Wird geprüft',
    reauthorization_required: 'Erneute Autorisierung nötig',
    blocked: 'Angehalten',
    disconnected: 'Getrennt',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `Ist ${company} das richtige Unternehmen?`,
    connected,
    idle_expiry_near: connected,
    hard_expiry_near: connected,
    refresh_outcome_unknown: checking,
    intuit_unavailable: checking,
    idle_expired: needed,
    hard_expired: needed,
    revoked: needed,
    scope_missing: needed,
    token_lost: needed,
    upgrade_required: needed,
    admin_access_lost: ({ company }) => `Für ${company} wird ein Admin gebraucht.`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: 'Bis zur Bestätigung wird nichts synchronisiert.',
    connected: ({ checked }) => (checked ? `Zuletzt geprüft: ${unbroken(checked)}.` : 'Noch nicht geprüft.'),
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: (facts) =>
      `${lastWorked(facts)}Wir versuchen es weiter, bis QuickBooks antwortet. Sie müssen nichts tun.`,
    intuit_unavailable: (facts) =>
      `QuickBooks antwortet langsam. ${lastWorked(facts)}Wir versuchen es weiter, bis es antwortet. Sie müssen nichts tun.`,
    idle_expired: 'Die Autorisierung wurde zu lange nicht genutzt und ist abgelaufen.',
    hard_expired: 'QuickBooks beendet jede Autorisierung nach fünf Jahren.',
    revoked: 'Die Autorisierung wurde in QuickBooks beendet.',
    scope_missing: 'Es wurden nicht alle nötigen Zugriffsrechte erteilt.',
    token_lost: 'Eine Antwort von QuickBooks ging unterwegs verloren. Ihre Buchhaltung ist unverändert.',
    upgrade_required: ({ date }) => `Die App braucht eine neue Autorisierung. Stichtag: ${unbroken(date)}.`,
    admin_access_lost:
      'Wer die Verbindung hergestellt hat, ist in QuickBooks kein Admin des Unternehmens mehr. Jeder Admin des Unternehmens kann erneut autorisieren.',
    subscription_ended:
      'Das QuickBooks-Abonnement ist beendet. Bitten Sie einen Admin des Unternehmens, es zu verlängern.',
    company_locked:
      'QuickBooks hat das Unternehmen vorübergehend gesperrt. Wir versuchen es weiter; Sie müssen nichts tun.',
    quota_exceeded:
      'Ein Limit von QuickBooks ist erreicht. Angehalten bis zum Monatsersten. Hält es an, wenden Sie sich bitte an den Support.',
    app_misconfigured:
      'Unsere QuickBooks-Einstellungen müssen korrigiert werden. Bitte wenden Sie sich an den Support.',
    by_user: ({ date }) => `Am ${unbroken(date)}.`,
    by_host: ({ date }) => `Automatisch am ${unbroken(date)}.`,
    in_quickbooks: ({ date }) => `In QuickBooks am ${unbroken(date)}.`,
  },
}

const ofDialogs = {
  disconnectTitle: 'Von QuickBooks trennen?',
  disconnectYes: 'Trennen',
  disconnectNo: 'Verbunden bleiben',
  disconnectBusy: 'Wird getrennt…',
  disconnectWhat: (company) => `Damit endet die Verbindung für ${stop(company)}`,
  stops: 'Was endet',
  keeps: 'Was bleibt',
  deletes: 'Was gelöscht wird',
  stopsUsually: 'Die Synchronisierung mit diesem Unternehmen.',
  keepsUsually: 'Alles in QuickBooks. Sie können das Unternehmen jederzeit wieder verbinden.',
  whyAsked: 'Warum? (freiwillig)',
  reasons: {
    wrong_company: 'Das falsche Unternehmen ist verbunden',
    different_company: 'Wir sind zu einem anderen Unternehmen gewechselt',
    business_sold: 'Das Unternehmen wurde verkauft',
    not_working: 'Es funktioniert nicht',
    other: 'Etwas anderes',
  },
  deleteData: 'Auch die Daten löschen, die von diesem Unternehmen stammen',
  switchInstead:
    'Sie können stattdessen zum richtigen Unternehmen wechseln: Das neue tritt an die Stelle des bisherigen.',
  switchStart: 'Unternehmen wechseln',
  switchTitle: 'Zu einem anderen Unternehmen wechseln?',
  switchHow: (from) =>
    `Sie wählen das andere Unternehmen in QuickBooks aus. ${from} bleibt verbunden und in Gebrauch, bis Sie das neue bestätigt haben. Erst dann wird ${inside(from)} getrennt und ersetzt. Die Daten der beiden Unternehmen werden nicht vermischt.`,
  testInstead: 'Ein Test zeigt vielleicht, was nicht stimmt.',
  soldNote: 'Beim nächsten Verbinden muss das Unternehmen bestätigt werden, bevor etwas synchronisiert wird.',
  confirmTitle: 'Ist dies das richtige Unternehmen?',
  confirmWhat: 'Ab jetzt wird hier die Buchhaltung dieses Unternehmens verwendet.',
  confirmSwitch: (from) =>
    `${from} bleibt verbunden und in Gebrauch, bis Sie zustimmen. Dann wird ${inside(from)} getrennt und durch dieses Unternehmen ersetzt. Wenn Sie ablehnen, ändert sich für ${inside(from)} nichts.`,
  confirmKeep: (from) => `${from} behalten`,
  heldNote: (held, from) =>
    `${held} war hier schon verbunden und wurde erneut autorisiert. ${from} ist ebenfalls noch verbunden. Trennen Sie die Verbindung, wenn Sie sie nicht mehr brauchen.`,
  confirmYes: 'Ja, dieses Unternehmen verwenden',
  confirmNo: 'Nein, ein anderes wählen',
  confirmBusy: 'Wird bestätigt…',
  companyId: (realmId) => `Unternehmens-ID ${realmId}`,
  mismatchTitle: 'Sie haben ein anderes Unternehmen gewählt',
  mismatchWhat: 'Es wurde nichts geändert. Welches Unternehmen möchten Sie verwenden?',
  expected: 'Hier verbunden',
  authorized: 'Ihre Wahl',
  unknownCompany: anotherCompany,
  mismatchRetry: 'Erneut versuchen',
  mismatchOther: 'Als weitere Datenquelle verbinden',
  mismatchSwitch: 'Unternehmen wechseln',
  switchWhat: (from, to) =>
    `${from} bleibt verbunden und in Gebrauch, bis Sie ${inside(to)} bestätigt haben. Erst dann wird ${inside(from)} getrennt und ersetzt. Die Daten der beiden Unternehmen werden nicht vermischt.`,
  switchType: (name) => `Geben Sie zur Bestätigung ${name} ein`,
} satisfies Partial<Translation>

const words = (locale: string): Translation => {
  const counted = countingIn(locale)
  return {
    ...ofConnection,
    ...ofDialogs,
    ...panels(locale),
    ...writes(locale),
    ...links,
    problems,
    connect: 'Mit QuickBooks verbinden',
    disconnect: 'Von QuickBooks trennen',
    reconnect: 'Wieder verbinden',
    reauthorize: 'Erneut autorisieren',
    confirmCompany: 'Unternehmen bestätigen',
    opening: 'QuickBooks wird geöffnet…',
    windowBlocked:
      'Der Browser hat das Fenster blockiert. Bitte lassen Sie es zu und versuchen Sie es erneut.',
    waiting: 'Warten auf QuickBooks…',
    finishing: 'Wird abgeschlossen …',
    openAgain: 'Erneut öffnen',
    cancel: 'Abbrechen',
    cancelling: 'Wird abgebrochen…',
    dismiss: 'Ausblenden',
    framed:
      'Der Rahmen um diese Seite verhindert, dass sich QuickBooks öffnet. Öffnen Sie die Seite in einem eigenen Tab:',
    tryAgain: 'Erneut versuchen',
    actions: 'Aktionen für die QuickBooks-Verbindung',
    beforeSignIn:
      'Gut zu wissen: In QuickBooks ist vielleicht jemand anderes angemeldet oder ein anderer Admin verbunden',
    openThere: 'Richtige Adresse öffnen',
    help: 'Hilfe',
    reference: (reference) => `Referenz ${reference}`,
    cancelled: 'QuickBooks wurde nicht autorisiert. Es wurde nichts geändert.',
    switchCancelled: (from) =>
      `Es wurde kein anderes Unternehmen verbunden. Für ${inside(from)} hat sich nichts geändert.`,
    noneChosen: 'QuickBooks wurde nicht autorisiert. Es wurde kein Unternehmen verbunden.',
    authorizedBy: (name, date) => `Am ${unbroken(date)} von ${name} autorisiert.`,
    authorizedOn: (date) => `Am ${unbroken(date)} autorisiert.`,
    switchWaits: (company) =>
      `${company} muss noch als neues Unternehmen bestätigt werden. Bis dahin ändert sich hier nichts.`,
    tooLate: 'Das hat zu lange gedauert. Es wurde nichts geändert.',
    offline: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.',
    lastKnown: 'Der Server ist gerade nicht erreichbar. Dies ist der letzte bekannte Stand.',
    unreadable: 'Der Server hat eine unlesbare Antwort gesendet.',
    loading: 'Die QuickBooks-Verbindung wird geladen…',
    notConnected: 'Nicht mit QuickBooks verbunden.',
    several: (count) => counted(count, { one: '# Unternehmen.', other: '# Unternehmen.' }),
    thisCompany: 'Ihr Unternehmen',
    sandbox: 'Sandbox',
    revokeQueued: 'QuickBooks war nicht erreichbar; wir versuchen weiter, die Trennung dort zu melden.',
    askToConnect: 'Bitten Sie einen Admin Ihres Kontos, QuickBooks zu verbinden.',
    askToReauthorize: 'Bitten Sie einen Admin Ihres Kontos, erneut zu autorisieren.',
    askToConfirm: 'Bitten Sie einen Admin Ihres Kontos um die Bestätigung.',
    show: 'Verbindung anzeigen',
    attention: (count) =>
      counted(count, {
        one: '# Verbindung braucht Ihre Aufmerksamkeit',
        other: '# Verbindungen brauchen Ihre Aufmerksamkeit',
      }),
    noNews: 'Alle QuickBooks-Verbindungen sind in Ordnung.',
    notifications: 'QuickBooks-Benachrichtigungen',
    dataSources: 'QuickBooks-Datenquellen',
    connectAnother: 'Weiteres Unternehmen verbinden',
    addSource: 'QuickBooks-Unternehmen hinzufügen',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'Support-Angaben abrufen',
    supportSave: 'Als Datei speichern',
    supportStage: 'Schritt',
    supportCode: 'Code',
    supportAt: 'Zeitpunkt',
    supportCompany: 'Unternehmen',
    supportContact: 'Kontakt',
    supportAsked: 'Angefragter Zugriff',
    supportGranted: 'Erteilter Zugriff',
    supportReference: 'Referenz',
    supportCopied: 'Die Support-Angaben sind kopiert.',
    supportSaved: 'Die Support-Angaben sind als Datei gespeichert.',
    close: 'Schließen',
    handOver: 'QuickBooks braucht Ihre Mithilfe',
    elsewhere:
      'QuickBooks ist in einem anderen Fenster oder Browser zurückgekehrt. Schließen Sie dort ab oder öffnen Sie es hier erneut.',
    letter: (name, what, link) =>
      `Guten Tag ${name},\n\n${what}\n\nBitte erledigen Sie den nächsten Schritt hier:\n${link}\n`,
    helpfulAsk: 'War das hilfreich?',
    helpfulYes: 'Ja',
    helpfulNo: 'Nein',
    helpfulThanks: 'Danke für Ihre Antwort.',
    copyLink: 'Link zu diesem Schritt kopieren',
    linkCopied: 'Der Link ist kopiert.',
    ownerLeft: (name) =>
      `${name} hat diese Verbindung autorisiert und ist nicht mehr da. Lassen Sie rechtzeitig einen anderen Admin erneut autorisieren.`,
    ownerLeftUnnamed:
      'Wer diese Verbindung autorisiert hat, ist nicht mehr da. Lassen Sie rechtzeitig einen anderen Admin erneut autorisieren.',
    beforeNeed: 'Sie müssen sich bei QuickBooks als Admin des Unternehmens anmelden.',
    beforeNeedOf: (company) =>
      `Sie müssen sich bei QuickBooks als Admin des Unternehmens anmelden und dort ${company} wählen.`,
    beforeSignedIn:
      'QuickBooks verwendet die Anmeldung, die in diesem Browser besteht. Gehört sie jemand anderem? Dann melden Sie sich dort zuerst ab.',
    beforeOtherAdmin:
      'QuickBooks meldet vielleicht, dass schon ein anderer Admin verbunden ist. Trotzdem zu verbinden ist unbedenklich: Die Verbindung läuft dann unter Ihrem Namen.',
    beforeSees: 'Der Zugriff gilt nur für das eine Unternehmen, das Sie wählen.',
    useTitle: 'Wofür die Verbindung genutzt wird',
    useReads: 'Aus QuickBooks gelesen',
    useWrites: 'In QuickBooks geschrieben',
    useNothing: 'Nichts',
    useRetention: 'Wie lange es gespeichert wird',
    usePolicy: 'Datenschutzerklärung',
    beforeNeverSees: 'Ihr QuickBooks-Passwort und Ihre anderen Unternehmen sehen wir nie.',
    syncRunning: 'Eine Synchronisierung läuft bereits.',
    testConnection: 'Verbindung testen',
    testing: 'Die Verbindung wird getestet…',
    viewHistory: 'Verlauf ansehen',
    askForMore: 'Bitten Sie einen Admin Ihres Kontos, erneut zu autorisieren oder zu trennen.',
  }
}

export const de = (locale: string): Translation => isolating(words(locale), locale)
