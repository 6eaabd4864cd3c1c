// mooring init.
import type { Definition } from '../command.ts'
import { YES } from './common-arguments.ts'

export const init: Definition = {
  name: 'init',
  isWithoutConfig: true,
  what: 'writes a mount, a config, a page and .env lines into a project, once you have seen the diff',
  example: 'mooring init --framework express --dry-run',
  options: {
    '--framework <name>': 'express, nextjs, nestjs or hono (default: what package.json names)',
    '--origin <address>': 'where people reach the product (default: http://localhost and its port)',
    '--dry-run': 'shows the diff and writes nothing',
    ...YES,
  },
  load: async () => (await import('../actions/init.ts')).init,
}
