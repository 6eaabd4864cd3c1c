// German: what happened, by code.
import type { ProblemWords } from '../told.ts'

const theOther = 'ein anderes Unternehmen'

export const problems: ProblemWords = {
  access_denied: 'QuickBooks wurde nicht autorisiert. Nichts wurde geändert.',
  state_invalid: 'Dieser Link wurde schon benutzt oder ist zu alt. Bitte beginnen Sie neu.',
  state_expired: 'Die Autorisierung hat zu lange gedauert. Bitte beginnen Sie neu.',
  session_mismatch: 'Jemand anderes hat dies begonnen. Bitte melden Sie sich an und beginnen Sie neu.',
  company_mismatch: ({ expectedCompany, authorizedCompany }) =>
    `Diese Verbindung gehört zu ${expectedCompany ?? 'Ihrem Unternehmen'}, aber in QuickBooks wurde ${authorizedCompany ?? theOther} gewählt. Nichts wurde geändert.`,
  company_in_use: 'Dieses Unternehmen ist schon mit einem anderen Konto verbunden. Nichts wurde geändert.',
  already_connected:
    'Ein anderes Unternehmen ist schon verbunden. Trennen Sie es zuerst oder wechseln Sie das Unternehmen.',
  invalid_scope: 'QuickBooks hat den gewünschten Zugriff abgelehnt. Bitte wenden Sie sich an den Support.',
  exchange_failed: 'QuickBooks hat die Autorisierung nicht abgeschlossen. Nichts wurde geändert.',
  company_unreadable:
    'Das Unternehmen konnte mit dieser Autorisierung nicht gelesen werden. Nichts wurde geändert.',
  intuit_unavailable: 'QuickBooks antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten erneut.',
  app_misconfigured: 'Unsere QuickBooks-Einstellungen stimmen nicht. Bitte wenden Sie sich an den Support.',
  attempt_expired: 'Das hat zu lange gedauert und wurde beendet. Nichts wurde geändert.',
  wrong_address: 'Diese Seite wurde unter einer anderen Adresse geöffnet, als QuickBooks sie kennt.',
  popup_blocked: 'Der Browser hat das Fenster blockiert.',
  offline: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.',
  not_authenticated: 'Bitte melden Sie sich zuerst an.',
  forbidden: 'Dazu fehlt Ihnen das Recht. Bitten Sie einen Admin Ihres Kontos.',
  not_found: 'Das gibt es nicht oder nicht mehr.',
  method_not_allowed: 'Das ist hier nicht möglich.',
  invalid_request: 'Die Anfrage war ungültig. Nichts wurde geändert.',
  payload_too_large: 'Die Anfrage war zu groß.',
  unsupported_media_type: 'Die Anfrage hatte ein falsches Format.',
  origin_not_allowed: 'Diese Seite darf das nicht. Bitte wenden Sie sich an den Support.',
  rate_limited: 'Das waren zu viele Anfragen. Bitte warten Sie einen Moment.',
  identity_unavailable: 'Ihre Anmeldung konnte gerade nicht geprüft werden.',
  connection_unavailable: 'Die Verbindung ist gerade nicht nutzbar.',
  company_unconfirmed: 'Das Unternehmen ist noch nicht bestätigt.',
  sync_running: 'Eine Synchronisierung läuft bereits.',
  signature_invalid: 'Die Unterschrift der Nachricht ist ungültig.',
  store_unavailable: 'Die Daten sind gerade nicht erreichbar.',
  internal: 'Auf unserer Seite ist ein Fehler aufgetreten.',
}
