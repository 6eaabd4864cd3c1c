// French: what happened, by code.
import type { ProblemWords } from '../told.ts'

export const problems: ProblemWords = {
  access_denied: 'QuickBooks n’a pas été autorisé. Rien n’a changé.',
  state_invalid: 'Ce lien a déjà servi ou est trop ancien. Veuillez recommencer.',
  state_expired: 'L’autorisation a pris trop de temps. Veuillez recommencer.',
  session_mismatch:
    'Une autre personne a commencé cette autorisation. Veuillez vous identifier et recommencer.',
  company_mismatch: ({ expectedCompany, authorizedCompany }) =>
    `Cette connexion est celle de l’entreprise ${expectedCompany ?? 'connectée ici'}, mais l’entreprise choisie dans QuickBooks est ${authorizedCompany ?? 'une autre'}. Rien n’a changé.`,
  company_in_use: 'Cette entreprise est déjà connectée à un autre compte. Rien n’a changé.',
  already_connected:
    'Une autre entreprise est déjà connectée. Déconnectez-la d’abord, ou changez d’entreprise.',
  invalid_scope: 'QuickBooks a refusé l’accès demandé. Veuillez contacter le support.',
  exchange_failed: 'QuickBooks n’a pas terminé l’autorisation. Rien n’a changé. Veuillez réessayer.',
  company_unreadable:
    'Les données de l’entreprise n’ont pas pu être lues avec cette autorisation. Rien n’a changé. Veuillez réessayer.',
  intuit_unavailable: 'QuickBooks ne répond pas pour le moment. Veuillez réessayer dans quelques minutes.',
  app_misconfigured: 'Nos paramètres QuickBooks ne sont pas corrects. Veuillez contacter le support.',
  attempt_expired: 'Cela a pris trop de temps et a été arrêté. Rien n’a changé.',
  wrong_address: 'Cette page est ouverte à une adresse que QuickBooks ne connaît pas.',
  popup_blocked: 'Le navigateur a bloqué la fenêtre. Veuillez la débloquer et réessayer.',
  offline: 'Le serveur est injoignable. Vérifiez votre accès à Internet.',
  not_authenticated: 'Veuillez d’abord vous identifier.',
  forbidden: 'Vous n’avez pas ce droit. Adressez-vous à un administrateur de votre compte.',
  not_found: 'Cela n’existe pas ou plus.',
  method_not_allowed: 'Cela n’est pas possible ici.',
  invalid_request: 'La demande n’était pas valide. Rien n’a changé.',
  payload_too_large: 'La demande était trop volumineuse.',
  unsupported_media_type: 'La demande n’avait pas le bon format.',
  origin_not_allowed: 'Cette page n’a pas le droit de faire cela. Veuillez contacter le support.',
  rate_limited: 'Il y a eu trop de demandes. Veuillez patienter un moment.',
  identity_unavailable: 'Votre identification n’a pas pu être vérifiée pour le moment. Veuillez réessayer.',
  company_token_mismatch: 'Ces jetons appartiennent à une autre entreprise. Rien n’a changé.',
  link_ended: 'Ce lien n’est plus valable. Rien n’a changé.',
  connection_unavailable: 'La connexion ne peut pas être utilisée pour le moment.',
  company_unconfirmed: 'L’entreprise n’est pas encore confirmée. Veuillez d’abord la confirmer.',
  sync_running: 'Une synchronisation est déjà en cours.',
  signature_invalid: 'La signature du message n’est pas valide.',
  store_unavailable: 'Les données ne sont pas accessibles pour le moment. Veuillez réessayer.',
  internal: 'Une erreur s’est produite de notre côté.',
}
