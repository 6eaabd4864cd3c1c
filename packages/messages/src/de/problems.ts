// German: what happened, by code.
import type { ProblemWords } from '../told.ts'

const theOther = 'ein anderes Unternehmen'

export const problems: ProblemWords = {
  access_denied: 'QuickBooks wurde nicht autorisiert. Es wurde nichts geändert.',
  state_invalid: 'Dieser Link wurde schon benutzt oder ist zu alt. Bitte beginnen Sie neu.',
  state_expired: 'Die Autorisierung hat zu lange gedauert. Bitte beginnen Sie neu.',
  session_mismatch:
    'Eine andere Person hat diese Autorisierung begonnen. Bitte melden Sie sich an und beginnen Sie neu.',
  company_mismatch: ({ expectedCompany, authorizedCompany }) =>
    `Diese Verbindung gehört zu ${expectedCompany ?? 'Ihrem Unternehmen'}, aber in QuickBooks wurde ${authorizedCompany ?? theOther} gewählt. Es wurde nichts geändert.`,
  company_in_use: 'Dieses Unternehmen ist schon mit einem anderen Konto verbunden. Es wurde nichts geändert.',
  already_connected:
    'Ein anderes Unternehmen ist schon verbunden. Trennen Sie es zuerst oder wechseln Sie das Unternehmen.',
  invalid_scope: 'QuickBooks hat den gewünschten Zugriff abgelehnt. Bitte wenden Sie sich an den Support.',
  exchange_failed:
    'QuickBooks hat die Autorisierung nicht abgeschlossen. Es wurde nichts geändert. Bitte versuchen Sie es erneut.',
  company_unreadable:
    'Die Daten des Unternehmens konnten mit dieser Autorisierung nicht gelesen werden. Es wurde nichts geändert. Bitte versuchen Sie es erneut.',
  intuit_unavailable: 'QuickBooks antwortet gerade nicht. Bitte versuchen Sie es in einigen Minuten erneut.',
  app_misconfigured: 'Unsere QuickBooks-Einstellungen stimmen nicht. Bitte wenden Sie sich an den Support.',
  attempt_expired: 'Das hat zu lange gedauert und wurde beendet. Es wurde nichts geändert.',
  wrong_address: 'Diese Seite wurde unter einer Adresse geöffnet, die QuickBooks nicht kennt.',
  popup_blocked: 'Der Browser hat das Fenster blockiert. Bitte lassen Sie es zu und versuchen Sie es erneut.',
  offline: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Internetverbindung.',
  not_authenticated: 'Bitte melden Sie sich zuerst an.',
  forbidden: 'Dazu fehlt Ihnen das Recht. Wenden Sie sich an einen Admin Ihres Kontos.',
  not_found: 'Das gibt es nicht oder nicht mehr.',
  method_not_allowed: 'Das ist hier nicht möglich.',
  invalid_request: 'Die Anfrage war ungültig. Es wurde nichts geändert.',
  payload_too_large: 'Die Anfrage war zu groß.',
  unsupported_media_type: 'Die Anfrage hatte ein falsches Format.',
  origin_not_allowed: 'Diese Seite darf das nicht. Bitte wenden Sie sich an den Support.',
  rate_limited: 'Das waren zu viele Anfragen. Bitte warten Sie einen Moment.',
  identity_unavailable: 'Ihre Anmeldung konnte gerade nicht geprüft werden. Bitte versuchen Sie es erneut.',
  company_token_mismatch: 'Diese Tokens gehören zu einem anderen Unternehmen. Es wurde nichts geändert.',
  link_ended: 'Dieser Link gilt nicht mehr. Es wurde nichts geändert.',
  connection_unavailable: 'Die Verbindung ist gerade nicht nutzbar.',
  company_unconfirmed: 'Das Unternehmen ist noch nicht bestätigt. Bitte bestätigen Sie es zuerst.',
  sync_running: 'Eine Synchronisierung läuft bereits.',
  signature_invalid: 'Die Signatur der Nachricht ist ungültig.',
  store_unavailable: 'Die Daten sind gerade nicht erreichbar. Bitte versuchen Sie es erneut.',
  internal: 'Auf unserer Seite ist ein Fehler aufgetreten.',
}
