// What Mooring is, and what to try in the demo: the same words in the terminal and on the pages.

/** The steps, in the order in which they make sense. */
export const STEP_IDS = ['connect', 'break', 'repair', 'wrong_company', 'disconnect'] as const

export type StepId = (typeof STEP_IDS)[number]

export interface Step {
  readonly id: StepId
  readonly title: string
  /** How it is done: a sentence or two. */
  readonly how: string
  /** The page where it is done. */
  readonly page: string
}

export const WHAT_MOORING_IS =
  'Mooring lets the customers of a product connect their QuickBooks Online, shows how the connection is doing, and helps them to repair it when it breaks.'

export const WHAT_HARBORLINE_IS = 'Harborline is a fictitious product that uses it.'

/** Whether Intuit is the simulator decides who breaks a connection: its page, or a person inside QuickBooks. */
export const steps = (hasSimulator: boolean): readonly Step[] => [
  {
    id: 'connect',
    title: 'Connect a company',
    how: hasSimulator
      ? 'The window of Intuit is a simulator’s: nothing leaves this machine.'
      : 'Choose one that may be experimented with.',
    page: '/',
  },
  {
    id: 'break',
    title: 'Break it',
    how: hasSimulator
      ? 'The simulator’s page ends the authorization, lets 101 days or five years pass, or takes the admin role away.'
      : 'Inside QuickBooks, disconnect Harborline under Apps.',
    page: hasSimulator ? '/simulator' : '/',
  },
  {
    id: 'repair',
    title: 'Repair it',
    how: 'Each page that is affected says what is wrong, and has one next step.',
    page: '/',
  },
  {
    id: 'wrong_company',
    title: 'Choose the wrong company',
    how: 'Authorize it again from the three dots, and choose another company on the way.',
    page: '/',
  },
  {
    id: 'disconnect',
    title: 'Disconnect',
    how: 'From the three dots. You read what stops, what stays and what is deleted before anything happens.',
    page: '/',
  },
]
