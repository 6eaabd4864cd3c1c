// SQL on a SQLite file beside the store that has it open.
import { DatabaseSync } from 'node:sqlite'

export function runOnFile(path: string, text: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec(text)
  } finally {
    database.close()
  }
}
