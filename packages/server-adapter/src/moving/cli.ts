#!/usr/bin/env node
// The command line's composition root.
import { randomUUID } from 'node:crypto'
import { migrateCommand } from './migrate-command.ts'

process.exitCode = await migrateCommand({
  words: process.argv.slice(2),
  env: process.env,
  now: Date.now,
  id: randomUUID,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
})
