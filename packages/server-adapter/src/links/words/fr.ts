// French.
import type { LinkWords } from './link-words.ts'

const closing = 'Vous pouvez fermer cette page.'

export const fr: LinkWords = {
  locale: 'fr',
  dir: 'ltr',
  aCompany: 'l’entreprise',
  title: (company) => `Autoriser à nouveau ${company} dans QuickBooks`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? ` (${workspace})` : ''
    return `${asking}${at} vous demande d’autoriser à nouveau ${product} à utiliser ${company} dans QuickBooks.`
  },
  reasons: {
    ends_soon: (date) => `L’autorisation actuelle fonctionne encore. Elle prend fin le ${date}.`,
    ended: () =>
      'L’autorisation a pris fin, comme toujours après un certain temps, et la synchronisation s’est arrêtée.',
    revoked: () => 'QuickBooks n’accepte plus l’autorisation et la synchronisation s’est arrêtée.',
    scope_missing: () =>
      'Il manque une permission nécessaire à l’autorisation et la synchronisation s’est arrêtée.',
    token_lost: () => 'L’autorisation a été interrompue et la synchronisation s’est arrêtée.',
    admin_access_lost: () =>
      'La personne qui l’avait donnée n’administre plus l’entreprise dans QuickBooks et la synchronisation s’est arrêtée.',
    upgrade_required: () => 'L’autorisation doit être donnée une nouvelle fois.',
    other: () => 'L’autorisation doit être donnée une nouvelle fois.',
  },
  note: (who) => (who === null ? 'Un mot pour vous\u202f:' : `${who} vous écrit\u202f:`),
  steps: ({ company, product }) => [
    `Vous passez sur QuickBooks\u202f; connectez-vous-y avec les droits d’administration de ${company}.`,
    `Choisissez ${company}. Aucune autre entreprise n’est acceptée.`,
    `Il ne vous faut aucun compte chez ${product}, qui ne voit jamais votre mot de passe QuickBooks.`,
  ],
  trust:
    'Si vous n’attendiez pas ce message, fermez la page. Rien ne se passe sans votre accord dans QuickBooks.',
  go: 'Continuer vers QuickBooks',
  until: (date) => `Ce lien fonctionne jusqu’au ${date}.`,
  ended: {
    used: {
      title: 'Ce lien a déjà servi',
      text: 'L’entreprise est de nouveau autorisée. Il n’y a plus rien à faire.',
    },
    revoked: {
      title: 'Ce lien a été retiré',
      text: 'Ses auteurs y ont mis fin. Si vous souhaitez encore aider, demandez-leur-en un nouveau.',
    },
    expired: {
      title: 'Ce lien n’est plus valable',
      text: 'Les liens fonctionnent pour un temps limité. Demandez-en un nouveau à ceux qui vous l’ont envoyé.',
    },
    withdrawn: {
      title: 'Ce lien n’est plus nécessaire',
      text: 'L’entreprise n’a pas besoin d’une nouvelle autorisation. Il n’y a plus rien à faire.',
    },
    unknown: {
      title: 'Ce lien n’existe pas',
      text: 'Il a peut-être été coupé dans le message. Ouvrez-le de nouveau depuis celui-ci, ou demandez-en un nouveau.',
    },
  },
  refused: {
    too_often: {
      title: 'Un instant, s’il vous plaît',
      text: 'Trop d’essais de suite. Attendez une minute, puis réessayez.',
    },
    elsewhere: {
      title: 'Ouvrez le lien lui-même',
      text: 'Pour continuer, ouvrez le lien du message dans un navigateur à jour et utilisez le bouton de sa page.',
    },
    unavailable: {
      title: 'Cela ne fonctionne pas pour l’instant',
      text: 'Rien n’a été modifié. Ouvrez de nouveau le lien dans quelques minutes.',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: 'C’est fait, merci',
      text: `${company} est de nouveau autorisée, et ${product} reprend automatiquement. ${closing}`,
    }),
    finishing: {
      title: 'Presque terminé',
      text: 'QuickBooks tarde à répondre. Tout se termine automatiquement, même si vous fermez la page.',
    },
    unfinished: { title: 'Pas encore terminé', text: 'Rien n’est encore revenu de QuickBooks.' },
    cancelled: { title: 'Rien n’a été modifié', text: 'L’autorisation n’a pas été donnée dans QuickBooks.' },
    otherCompany: (company, chosen) => ({
      title: 'C’est une autre entreprise',
      text: `${chosen ?? 'Une autre entreprise'} a été choisie dans QuickBooks, mais ce lien ne vaut que pour ${company}. Rien n’a été modifié.`,
    }),
    notUsable: (company) => ({
      title: 'Cela n’a pas fonctionné',
      text: `L’entreprise choisie dans QuickBooks n’est pas utilisable ici. Ce lien ne vaut que pour ${company}. Rien n’a été modifié.`,
    }),
    failed: { title: 'Cela n’a pas fonctionné', text: 'QuickBooks n’a pas terminé. Rien n’a été modifié.' },
    nothing: { title: 'Rien à afficher', text: closing },
  },
  again: (company) => `Pour réessayer, ouvrez de nouveau le lien du message et choisissez ${company}.`,
  reference: (reference) => `Référence\u202f: ${reference}`,
}
