// English.
import type { LinkWords } from './link-words.ts'

const closing = 'You can close this page.'

export const en: LinkWords = {
  locale: 'en',
  dir: 'ltr',
  aCompany: 'the company',
  title: (company) => `Re-authorize ${company} in QuickBooks`,
  ask: ({ who, workspace, product, company }) => {
    const asking = who ?? workspace ?? product
    const at = who !== null && workspace !== null ? ` (${workspace})` : ''
    return `${asking}${at} asks you to authorize ${product} to use ${company} in QuickBooks again.`
  },
  reasons: {
    ends_soon: (date) => `The present authorization still works. It ends on ${date}.`,
    ended: () => 'The authorization has ended, as it does after some time, so syncing has stopped.',
    revoked: () => 'QuickBooks no longer accepts the authorization, so syncing has stopped.',
    scope_missing: () => 'The authorization lacks a permission that is needed, so syncing has stopped.',
    token_lost: () => 'The authorization was interrupted, so syncing has stopped.',
    admin_access_lost: () =>
      'The person who authorized it is no longer an administrator in QuickBooks, so syncing has stopped.',
    upgrade_required: () => 'The authorization has to be given once more.',
    other: () => 'The authorization has to be given once more.',
  },
  note: (who) => (who === null ? 'A note for you:' : `${who} writes:`),
  steps: ({ company, product }) => [
    `You go to QuickBooks and sign in there as an administrator of ${company}.`,
    `Choose ${company}. Another company is not accepted.`,
    `You need no account with ${product}, and it never sees your QuickBooks password.`,
  ],
  trust: 'If you did not expect this, close the page. Nothing happens unless you agree in QuickBooks.',
  go: 'Continue to QuickBooks',
  until: (date) => `This link works until ${date}.`,
  ended: {
    used: {
      title: 'This link was used',
      text: 'The company is authorized again. There is nothing left to do.',
    },
    revoked: {
      title: 'This link was taken back',
      text: 'Those who sent it have ended it. If you still want to help, ask them for a new one.',
    },
    expired: {
      title: 'The time of this link is over',
      text: 'Links work for a limited time. Ask those who sent it for a new one.',
    },
    withdrawn: {
      title: 'This link is not needed any more',
      text: 'The company needs no new authorization. There is nothing left to do.',
    },
    unknown: {
      title: 'There is no such link',
      text: 'It may have been cut off in the message. Open it again from there, or ask those who sent it for a new one.',
    },
  },
  refused: {
    too_often: {
      title: 'One moment, please',
      text: 'This was asked too often. Wait a minute and try again.',
    },
    elsewhere: {
      title: 'Please open the link itself',
      text: 'To go on, open the link from the message in an up-to-date browser and use the button on its page.',
    },
    unavailable: {
      title: 'This does not work just now',
      text: 'Nothing was changed. Open the link again in a few minutes.',
    },
  },
  done: {
    reauthorized: ({ company, product }) => ({
      title: 'Done, thank you',
      text: `${company} is authorized again, and ${product} goes on by itself. ${closing}`,
    }),
    finishing: {
      title: 'Almost done',
      text: 'QuickBooks is slow to answer. This is finished by itself, also if you close the page.',
    },
    unfinished: { title: 'Not finished yet', text: 'Nothing has come back from QuickBooks yet.' },
    cancelled: {
      title: 'Nothing was changed',
      text: 'The authorization was not given at QuickBooks.',
    },
    otherCompany: (company, chosen) => ({
      title: 'That is another company',
      text: `${chosen === null ? 'Another company was' : `${chosen} was`} chosen at QuickBooks, but this link is for ${company} only. Nothing was changed.`,
    }),
    notUsable: (company) => ({
      title: 'It did not work',
      text: `The company that was chosen at QuickBooks cannot be used here. This link is for ${company} only. Nothing was changed.`,
    }),
    failed: { title: 'It did not work', text: 'QuickBooks did not complete it. Nothing was changed.' },
    nothing: { title: 'Nothing to show', text: closing },
  },
  again: (company) => `To try again, open the link from the message once more and choose ${company}.`,
  reference: (reference) => `Reference: ${reference}`,
}
