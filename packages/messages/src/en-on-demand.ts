// The English words of menus, dialogs and what is said while an authorization is under way; they come when those are opened.
import type { DisconnectWhy } from '@mooring/contract'
import { stop } from './sentence-end.ts'

const reasons: Record<DisconnectWhy, string> = {
  wrong_company: 'The wrong company is connected',
  different_company: 'We moved to a different company',
  business_sold: 'The business was sold',
  not_working: 'It is not working',
  other: 'Something else',
}

export const enOnDemand = {
  supportSave: 'Save as a file',
  supportStage: 'Stage',
  supportCode: 'Code',
  supportAt: 'Time',
  supportCompany: 'Company',
  supportAsked: 'Access asked for',
  supportGranted: 'Access granted',
  supportReference: 'Reference',
  supportCopied: 'Support details are copied.',
  supportSaved: 'Support details are saved as a file.',
  close: 'Close',
  handOver: 'QuickBooks needs you',
  /** The letter that asks for the next step: to whom, what is true, and the address of the step. */
  letter: (name: string, what: string, link: string) =>
    `Hello ${name},\n\n${what}\n\nPlease take the next step here:\n${link}\n`,
  helpfulAsk: 'Was this helpful?',
  helpfulYes: 'Yes',
  helpfulNo: 'No',
  helpfulThanks: 'Thank you for your answer.',
  copyLink: 'Copy a link to this step',
  linkCopied: 'The link is copied.',

  elsewhere: 'QuickBooks came back in another window or browser. Finish there, or open it again here.',
  ownerLeft: (name: string) =>
    `${name}, who authorized this connection, has left. Let another admin re-authorize in good time.`,
  ownerLeftUnnamed:
    'The person who authorized this connection has left. Let another admin re-authorize in good time.',
  beforeSignedIn:
    'QuickBooks goes on as whoever is signed in to it in this browser. Is that someone else? Sign out there first.',
  beforeOtherAdmin:
    'QuickBooks may say that another admin is already connected. Connecting anyway is safe: it then runs under your name.',
  beforeSees: 'Access is limited to the one company you choose.',
  /** What the host says in `dataUse`. */
  useTitle: 'What the connection is used for',
  useReads: 'Read from QuickBooks',
  useWrites: 'Written to QuickBooks',
  useNothing: 'Nothing',
  useRetention: 'How long it is kept',
  usePolicy: 'Privacy policy',
  beforeNeverSees: 'We never see your QuickBooks password or your other companies.',

  testConnection: 'Test connection',
  testing: 'Testing the connection…',
  viewHistory: 'View history',
  askForMore: 'Ask an admin of your account to re-authorize or disconnect.',

  disconnectTitle: 'Disconnect from QuickBooks?',
  disconnectYes: 'Disconnect',
  disconnectNo: 'Keep connected',
  disconnectBusy: 'Disconnecting…',
  disconnectWhat: (company: string) => stop(`This ends the connection to ${company}`),
  stops: 'Stops',
  keeps: 'Stays',
  deletes: 'Deleted',
  stopsUsually: 'Syncing with this company.',
  keepsUsually: 'Everything in QuickBooks. You can connect again at any time.',
  whyAsked: 'Why? (optional)',
  reasons,
  deleteData: 'Also delete the data that came from this company',
  switchInstead: 'You can switch to the right company instead: the new one takes this one’s place.',
  switchStart: 'Switch company',
  switchTitle: 'Switch to another company?',
  switchHow: (from: string) =>
    `You choose the other company at QuickBooks. ${from} stays connected and in use until you have confirmed the new one. Then ${from} is disconnected, and the new one takes its place. Data of the two is not mixed.`,
  testInstead: 'A test may show what is wrong.',
  soldNote: 'The next connect will ask to confirm the company before anything is synced.',

  confirmTitle: 'Is this the right company?',
  confirmWhat: 'From now on, the books of this company are used here.',
  confirmSwitch: (from: string) =>
    `${from} stays connected and in use until you say yes. Then it is disconnected, and this company takes its place. If you say no, nothing changes for ${stop(from)}`,
  confirmKeep: (from: string) => `Keep ${from}`,
  heldNote: (held: string, from: string) =>
    `${held} was connected here already and is re-authorized. ${from} is still connected as well. Disconnect it if you no longer need it.`,
  confirmYes: 'Yes, use this company',
  confirmNo: 'No, choose another',
  confirmBusy: 'Confirming…',
  companyId: (realmId: string) => `Company ID ${realmId}`,

  mismatchTitle: 'You chose a different company',
  mismatchWhat: 'Nothing has changed. Which company do you want?',
  expected: 'Connected here',
  authorized: 'You chose',
  unknownCompany: 'Another company',
  mismatchRetry: 'Try again',
  mismatchOther: 'Connect as another data source',
  mismatchSwitch: 'Switch company',
  switchWhat: (from: string, to: string) =>
    `${from} stays connected and in use until you have confirmed ${stop(to)} Then ${from} is disconnected and ${to} takes its place. Data of the two is not mixed.`,
  switchType: (name: string) => `Type ${name} to confirm`,
}
