// The English words that a panel says before what it shows is here: its name, and all of the guide.
import { stop } from './sentence-end.ts'

export const enPanelNames = {
  setup: (company: string) => `Set-up of ${company}`,
  sync: (company: string) => `Sync of ${company}`,
  readiness: (company: string) => `Readiness of ${company}`,
  writes: (company: string) => `Records written to ${company}`,
  history: (company: string) => `History of ${company}`,
  health: (company: string) => `Health of ${company}`,
  requestReauthorization: (company: string) => `Ask someone to re-authorize ${company}`,

  guide: 'How to disconnect inside QuickBooks',
  guideSteps: {
    signIn: (company: string) => `Sign in to QuickBooks as an admin and open ${stop(company)}`,
    apps: 'Go to Apps, then My apps.',
    find: (listing: string) => stop(`Find ${listing} and open the menu beside it`),
    disconnect: 'Choose Disconnect and confirm.',
  },
  guideListing: 'this app',
  guideCaveat:
    'An accountant who looks at a client’s company does not see these buttons: ask an admin of it.',
  guideAfter: 'This page updates by itself; there is nothing to do here.',
}
