// French: all words but those of the panels and of what was written.
import { countingIn } from '../counted.ts'
import type { Facts } from '../en.ts'
import { isolating } from '../isolation.ts'
import type { Translation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { unbroken } from '../unbroken.ts'
import { links } from './links.ts'
import { panels } from './panels.ts'
import { problems } from './problems.ts'
import { writes } from './writes.ts'
import { anotherCompany, inside, yourCompany } from './your-company.ts'

const connected = ({ company }: Facts) => `${company} est connectée.`
const needed = ({ company }: Facts) => `${company} doit être autorisée à nouveau.`
const paused = ({ company }: Facts) => `La connexion avec ${inside(company)} est en pause.`
const checking = ({ company }: Facts) => `Nous vérifions la connexion avec ${stop(inside(company))}`
const off = ({ company }: Facts) => `${company} est déconnectée.`
const lastWorked = ({ checked }: Facts) =>
  checked ? `Elle a fonctionné pour la dernière fois ${unbroken(checked)}. ` : ''
const renew = ({ date }: Facts) => `Autorisez à nouveau d’ici le ${unbroken(date)} pour garder la connexion.`

const ofConnection: Pick<Translation, 'labels' | 'headlines' | 'details'> = {
  labels: {
    awaiting_confirmation: 'Entreprise à confirmer',
    connected: 'Connectée',
    expiring: 'À autoriser à nouveau bientôt',
    checking: 'Vérification en cours',
    reauthorization_required: 'Nouvelle autorisation requise',
    blocked: 'En pause',
    disconnected: 'Déconnectée',
  },
  headlines: {
    awaiting_confirmation: ({ company }) => `${company} est-elle la bonne entreprise\u202f?`,
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
    admin_access_lost: ({ company }) => `${company} a besoin de l’un de ses administrateurs.`,
    subscription_ended: paused,
    company_locked: paused,
    quota_exceeded: paused,
    app_misconfigured: paused,
    by_user: off,
    by_host: off,
    in_quickbooks: off,
  },
  details: {
    awaiting_confirmation: 'Rien n’est synchronisé avant la confirmation.',
    connected: ({ checked }) =>
      checked ? `Dernière vérification\u202f: ${unbroken(checked)}.` : 'Pas encore vérifiée.',
    idle_expiry_near: renew,
    hard_expiry_near: renew,
    refresh_outcome_unknown: (facts) =>
      `${lastWorked(facts)}Nous réessayons jusqu’à ce que QuickBooks réponde. Vous n’avez rien à faire.`,
    intuit_unavailable: (facts) =>
      `QuickBooks tarde à répondre. ${lastWorked(facts)}Nous réessayons jusqu’à ce qu’il réponde. Vous n’avez rien à faire.`,
    idle_expired: 'L’autorisation est restée trop longtemps inutilisée et a expiré.',
    hard_expired: 'QuickBooks met fin à chaque autorisation au bout de cinq ans.',
    revoked: 'L’autorisation a été retirée dans QuickBooks.',
    scope_missing: 'Tous les accès nécessaires n’ont pas été accordés.',
    token_lost: 'Une réponse de QuickBooks s’est perdue en route. Votre comptabilité est inchangée.',
    upgrade_required: ({ date }) =>
      `L’application demande une nouvelle autorisation, au plus tard le ${unbroken(date)}.`,
    admin_access_lost:
      'La personne qui a connecté l’entreprise n’en est plus administratrice dans QuickBooks. Tout administrateur de l’entreprise peut l’autoriser à nouveau.',
    subscription_ended:
      'L’abonnement QuickBooks de l’entreprise a pris fin. Demandez à l’un de ses administrateurs de le renouveler.',
    company_locked:
      'QuickBooks a verrouillé l’entreprise pour un moment. Nous réessayons\u202f; vous n’avez rien à faire.',
    quota_exceeded:
      'Une limite de QuickBooks est atteinte. En pause jusqu’au 1er du mois. Si cela dure, veuillez contacter le support.',
    app_misconfigured: 'Nos paramètres QuickBooks sont à corriger. Veuillez contacter le support.',
    by_user: ({ date }) => `Le ${unbroken(date)}.`,
    by_host: ({ date }) => `Automatiquement, le ${unbroken(date)}.`,
    in_quickbooks: ({ date }) => `Dans QuickBooks, le ${unbroken(date)}.`,
  },
}

const ofDialogs = {
  disconnectTitle: 'Déconnecter QuickBooks\u202f?',
  disconnectYes: 'Déconnecter',
  disconnectNo: 'Garder la connexion',
  disconnectBusy: 'Déconnexion…',
  disconnectWhat: (company) => `Cela met fin à la connexion avec ${stop(inside(company))}`,
  stops: 'Ce qui s’arrête',
  keeps: 'Ce qui reste',
  deletes: 'Ce qui est supprimé',
  stopsUsually: 'La synchronisation avec cette entreprise.',
  keepsUsually: 'Tout ce qui est dans QuickBooks. Vous pouvez reconnecter l’entreprise à tout moment.',
  whyAsked: 'Pourquoi\u202f? (facultatif)',
  reasons: {
    wrong_company: 'Ce n’est pas la bonne entreprise',
    different_company: 'Nous sommes passés à une autre entreprise',
    business_sold: 'L’entreprise a été vendue',
    not_working: 'Cela ne fonctionne pas',
    other: 'Autre raison',
  },
  deleteData: 'Supprimer aussi les données provenant de cette entreprise',
  switchInstead:
    'Vous pouvez plutôt passer à la bonne entreprise\u202f: la nouvelle prend la place de celle-ci.',
  switchStart: 'Changer d’entreprise',
  switchTitle: 'Passer à une autre entreprise\u202f?',
  switchHow: (from) =>
    `Vous choisissez l’autre entreprise dans QuickBooks. ${from} reste connectée et utilisée jusqu’à ce que vous ayez confirmé la nouvelle. Ensuite seulement, ${inside(from)} est déconnectée et remplacée. Les données des deux entreprises ne sont pas mélangées.`,
  testInstead: 'Un test peut montrer ce qui ne va pas.',
  soldNote: 'À la prochaine connexion, l’entreprise devra être confirmée avant toute synchronisation.',
  confirmTitle: 'Est-ce la bonne entreprise\u202f?',
  confirmWhat: 'À partir de maintenant, la comptabilité de cette entreprise est utilisée ici.',
  confirmSwitch: (from) =>
    `${from} reste connectée et utilisée jusqu’à votre accord. Ensuite, elle est déconnectée et cette entreprise prend sa place. Si vous refusez, rien ne change pour ${stop(inside(from))}`,
  confirmKeep: (from) => `Garder ${inside(from)}`,
  heldNote: (held, from) =>
    `${held} était déjà connectée ici et vient d’être autorisée à nouveau. ${from} est toujours connectée, elle aussi. Déconnectez-la si vous n’en avez plus besoin.`,
  confirmYes: 'Oui, utiliser cette entreprise',
  confirmNo: 'Non, en choisir une autre',
  confirmBusy: 'Confirmation…',
  companyId: (realmId) => `ID de l’entreprise\u202f: ${realmId}`,
  mismatchTitle: 'Vous avez choisi une autre entreprise',
  mismatchWhat: 'Rien n’a changé. Quelle entreprise souhaitez-vous utiliser\u202f?',
  expected: 'Connectée ici',
  authorized: 'Votre choix',
  unknownCompany: anotherCompany,
  mismatchRetry: 'Réessayer',
  mismatchOther: 'Connecter comme autre source de données',
  mismatchSwitch: 'Changer d’entreprise',
  switchWhat: (from, to) =>
    `${from} reste connectée et utilisée jusqu’à ce que vous ayez confirmé ${stop(inside(to))} Ensuite seulement, ${inside(from)} est déconnectée et remplacée. Les données des deux entreprises ne sont pas mélangées.`,
  switchType: (name) => `Saisissez ${name} pour confirmer`,
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
    connect: 'Connecter QuickBooks',
    disconnect: 'Déconnecter QuickBooks',
    reconnect: 'Reconnecter',
    reauthorize: 'Autoriser à nouveau',
    confirmCompany: 'Confirmer l’entreprise',
    opening: 'Ouverture de QuickBooks…',
    windowBlocked: 'Le navigateur a bloqué la fenêtre. Veuillez la débloquer et réessayer.',
    waiting: 'En attente de QuickBooks…',
    finishing: 'Finalisation…',
    openAgain: 'Ouvrir à nouveau',
    cancel: 'Annuler',
    cancelling: 'Annulation…',
    dismiss: 'Masquer',
    framed:
      'Le cadre qui entoure cette page empêche l’ouverture de QuickBooks. Ouvrez la page dans son propre onglet\u202f:',
    tryAgain: 'Réessayer',
    actions: 'Actions de la connexion QuickBooks',
    beforeSignIn:
      'Bon à savoir\u202f: dans QuickBooks, quelqu’un d’autre est peut-être identifié, ou un autre administrateur connecté',
    openThere: 'Ouvrir la bonne adresse',
    help: 'Aide',
    reference: (reference) => `Référence ${reference}`,
    cancelled: 'QuickBooks n’a pas été autorisé. Rien n’a changé.',
    switchCancelled: (from) =>
      `Aucune autre entreprise n’a été connectée. Rien n’a changé pour ${stop(inside(from))}`,
    noneChosen: 'QuickBooks n’a pas été autorisé. Aucune entreprise n’a été connectée.',
    authorizedBy: (name, date) => `Autorisée par ${name} le ${unbroken(date)}.`,
    authorizedOn: (date) => `Autorisée le ${unbroken(date)}.`,
    switchWaits: (company) =>
      `${company} attend d’être confirmée comme nouvelle entreprise. D’ici là, rien ne change ici.`,
    tooLate: 'Cela a pris trop de temps. Rien n’a changé.',
    offline: 'Le serveur est injoignable. Vérifiez votre accès à Internet.',
    lastKnown: 'Le serveur est injoignable pour le moment. Voici le dernier état connu.',
    unreadable: 'Le serveur a donné une réponse illisible.',
    loading: 'Chargement de la connexion QuickBooks…',
    notConnected: 'QuickBooks n’est pas connecté.',
    several: (count) => counted(count, { one: '# entreprise.', other: '# entreprises.' }),
    thisCompany: yourCompany,
    sandbox: 'Environnement de test',
    revokeQueued: 'QuickBooks était injoignable\u202f; nous réessayons de lui signaler la déconnexion.',
    askToConnect: 'Demandez à un administrateur de votre compte de connecter QuickBooks.',
    askToReauthorize: 'Demandez à un administrateur de votre compte d’autoriser à nouveau.',
    askToConfirm: 'Demandez à un administrateur de votre compte de confirmer l’entreprise.',
    show: 'Afficher la connexion',
    attention: (count) =>
      counted(count, {
        one: '# connexion demande votre attention',
        other: '# connexions demandent votre attention',
      }),
    noNews: 'Toutes les connexions QuickBooks fonctionnent.',
    notifications: 'Notifications QuickBooks',
    dataSources: 'Sources de données QuickBooks',
    connectAnother: 'Connecter une autre entreprise',
    addSource: 'Ajouter une entreprise QuickBooks',
    quickBooks: 'QuickBooks Online',
    supportDetails: 'Obtenir les détails pour le support',
    supportSave: 'Enregistrer dans un fichier',
    supportStage: 'Étape',
    supportCode: 'Code',
    supportAt: 'Date et heure',
    supportCompany: 'Entreprise',
    supportContact: 'Contact',
    supportAsked: 'Accès demandé',
    supportGranted: 'Accès accordé',
    supportReference: 'Référence',
    supportCopied: 'Les détails pour le support sont copiés.',
    supportSaved: 'Les détails pour le support sont enregistrés dans un fichier.',
    close: 'Fermer',
    handOver: 'QuickBooks a besoin de vous',
    elsewhere:
      'QuickBooks vous a renvoyé vers une autre fenêtre ou un autre navigateur. Terminez là-bas, ou ouvrez-le à nouveau ici.',
    letter: (name, what, link) =>
      `Bonjour ${name},\n\n${what}\n\nVous pouvez passer à l’étape suivante ici\u202f:\n${link}\n`,
    helpfulAsk: 'Cela vous a-t-il aidé\u202f?',
    helpfulYes: 'Oui',
    helpfulNo: 'Non',
    helpfulThanks: 'Merci de votre réponse.',
    copyLink: 'Copier un lien vers cette étape',
    linkCopied: 'Le lien est copié.',
    ownerLeft: (name) =>
      `La personne qui a autorisé cette connexion, ${name}, est partie. Faites autoriser à nouveau par un autre administrateur en temps utile.`,
    ownerLeftUnnamed:
      'La personne qui a autorisé cette connexion est partie. Faites autoriser à nouveau par un autre administrateur en temps utile.',
    beforeNeed: 'Il faut s’identifier dans QuickBooks comme administrateur de l’entreprise.',
    beforeNeedOf: (company) =>
      `Il faut s’identifier dans QuickBooks comme administrateur de l’entreprise, puis y choisir ${stop(company)}`,
    beforeSignedIn:
      'QuickBooks continue avec la personne identifiée dans ce navigateur. Est-ce quelqu’un d’autre\u202f? Fermez d’abord cette session dans QuickBooks.',
    beforeOtherAdmin:
      'QuickBooks dira peut-être qu’un autre administrateur est déjà connecté. Connecter quand même est sans risque\u202f: la connexion est alors à votre nom.',
    beforeSees: 'L’accès se limite à l’entreprise que vous choisissez.',
    useTitle: 'À quoi sert la connexion',
    useReads: 'Lu dans QuickBooks',
    useWrites: 'Écrit dans QuickBooks',
    useNothing: 'Rien',
    useRetention: 'Durée de conservation',
    usePolicy: 'Politique de confidentialité',
    beforeNeverSees: 'Nous ne voyons jamais votre mot de passe QuickBooks ni vos autres entreprises.',
    syncRunning: 'Une synchronisation est déjà en cours.',
    testConnection: 'Tester la connexion',
    testing: 'Test de la connexion…',
    viewHistory: 'Voir l’historique',
    askForMore: 'Demandez à un administrateur de votre compte d’autoriser à nouveau ou de déconnecter.',
  }
}

export const fr = (locale: string): Translation => isolating(words(locale), locale)
