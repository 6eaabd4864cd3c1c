// Arguments and options that several commands have.
import type { Argument } from '../command.ts'

export const CONNECTION: Argument = {
  form: '<con_…>',
  what: 'the id of a connection, such as con_4n1k…',
  prefix: 'con_',
}

export const CAMPAIGN: Argument = { form: '<id>', what: 'the id of a campaign, such as payments-2027' }

export const YES = { '--yes': 'does it without asking' }

/** Of a connection whose tenant was forgotten, the tenant has to be given. */
export const TENANT = { '--tenant <id>': 'its tenant, where that was forgotten: the chain is still there' }
