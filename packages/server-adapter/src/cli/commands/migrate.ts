// mooring migrate.
import type { Definition } from '../command.ts'

export const migrate: Definition = {
  name: 'migrate',
  isWithoutConfig: true,
  what: 'moves everything an adapter has stored from a SQLite file to Postgres; run again, it goes on',
  example: 'mooring migrate --from sqlite:./mooring.db --to postgres',
  options: {
    '--from <sqlite[:file]>': 'the file (default: MOORING_DB, then ./mooring.db)',
    '--to <postgres[://…]>': 'the database (default: the one that DATABASE_URL names)',
    '--schema <name>': 'the schema to fill (default: mooring)',
    '--dry-run': 'checks both sides and says what would be done; changes nothing',
    '--undo': 'takes a move back, as long as no adapter has used the target',
  },
  exits:
    'Exit codes: 0 done · 1 refused, with the reason, or stopped in the middle, with what to do · 2 wrong use',
  load: async () => (await import('../actions/migrate.ts')).migrate,
}
