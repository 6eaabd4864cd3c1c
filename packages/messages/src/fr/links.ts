// French: links for people without a login.
import type { LinkTranslation } from '../messages.ts'
import { stop } from '../sentence-end.ts'
import { unbroken } from '../unbroken.ts'
import { inside } from './your-company.ts'

export const links: LinkTranslation = {
  linkWhat: (company) =>
    `Avec un lien, une personne sans compte ici, comme votre comptable, peut autoriser à nouveau ${stop(inside(company))}`,
  linkLimits: 'Il sert une seule fois, pour cette seule entreprise, et ne donne accès à rien ici.',
  linkNeedless: (company) =>
    `${company} n’a pas besoin d’une nouvelle autorisation pour le moment\u202f; il n’y a rien à demander.`,
  linkForbidden: (company) =>
    `Seules les personnes qui peuvent autoriser à nouveau peuvent le demander à quelqu’un d’autre pour ${stop(inside(company))}`,
  linkName: 'Nom (facultatif)',
  linkEmail: 'E-mail (facultatif)',
  linkNote: 'Mot d’accompagnement (facultatif)',
  linkNoteHelp: 'Affiché sur la page du lien, comme venant de vous.',
  linkTime: 'Le lien fonctionne pendant',
  linkMake: 'Créer le lien',
  linkMaking: 'Création du lien…',
  linkMade: 'Le lien est prêt. Son adresse n’est affichée que maintenant\u202f: copiez-la ou envoyez-la.',
  linkAddress: 'Adresse du lien',
  linkCopy: 'Copier le lien',
  linkCopied: 'Le lien est copié.',
  linkNotCopied: 'Le navigateur ne l’a pas permis. Veuillez copier l’adresse depuis le champ.',
  linkMail: 'Envoyer par e-mail',
  linkAnother: 'Créer un autre lien',
  linkSubject: (company) =>
    `Nouvelle autorisation dans QuickBooks, s’il vous plaît\u202f: ${inside(company)}`,
  linkGreeting: (name) => `Bonjour ${name},`,
  linkLetter: (company) =>
    `pourriez-vous nous autoriser à nouveau à utiliser ${inside(company)} dans QuickBooks\u202f? Cela prend une minute. Il faut l’identifiant d’un administrateur de l’entreprise, et aucun compte chez nous\u202f:`,
  linkUntil: (date) => stop(`Le lien fonctionne jusqu’au ${unbroken(date)}`),
  linkList: 'Liens',
  linkAnybody: 'Toute personne qui a le lien',
  linkStates: {
    created: 'En attente',
    at_intuit: 'Chez QuickBooks',
    used: 'Utilisé',
    revoked: 'Retiré',
    expired: 'Délai dépassé',
    withdrawn: 'Plus nécessaire',
  },
  linkBy: (name) => `De la part de ${name}`,
  linkEnds: (date) => `jusqu’au ${unbroken(date)}`,
  linkRevoke: 'Retirer',
  linkRevoking: 'Retrait…',
  linkRevoked: 'Le lien est retiré. Il ne peut plus être utilisé.',
  linkWasUsed: 'L’entreprise est de nouveau autorisée.',
}
