// mooring migrate: it prints each line as soon as there is something to say.
import { migrateCommand } from '../../migrate-to-postgres/migrate-command.ts'
import { type Action, textOf } from '../command.ts'

export const migrate: Action = async ({ values, terminal }) => {
  const [said, complaints]: [string[], string[]] = [[], []]
  const quiet = {
    print: (line: string) => void said.push(line),
    printError: (line: string) => void complaints.push(line),
  }
  const given = {
    from: textOf(values.from),
    to: textOf(values.to),
    schema: textOf(values.schema),
    dryRun: values.dryRun === true,
    undo: values.undo === true,
  }
  const exitCode = await migrateCommand({
    ...terminal,
    ...(values.json === true ? quiet : {}),
    values: given,
  })
  return { well: exitCode === 0, exit: exitCode, data: { exitCode, said, complaints }, lines: [] }
}
