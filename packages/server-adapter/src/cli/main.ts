#!/usr/bin/env node
// The command line's composition root.
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { runCommand } from './run-command.ts'

const { stdin, stdout, stderr, env } = process

/** How many steps lie between two lines of progress where no line can be rewritten. */
const STEPS = 10

async function ask(question: string): Promise<boolean> {
  const person = createInterface({ input: stdin, output: stderr })
  try {
    return /^y(es)?$/i.test((await person.question(`${question} [y/N] `)).trim())
  } finally {
    person.close()
  }
}

function progress(done: number, total: number, line: string): void {
  const isLast = done === total
  if (stderr.isTTY) stderr.write(`\r\u001B[K${line}${isLast ? '\n' : ''}`)
  else if (isLast || done % STEPS === 0) stderr.write(`${line}\n`)
}

// The reader of a pipe may have had enough, as head has.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

// What Node says of its own features changes nothing here: SQLite on Node 22, types taken away, a package without a "type".
process.removeAllListeners('warning')
process.on('warning', (warning: Error & { code?: string }) => {
  if (warning.name === 'ExperimentalWarning' || warning.code === 'MODULE_TYPELESS_PACKAGE_JSON') return
  stderr.write(`${warning.name}: ${warning.message}\n`)
})

// What a config prints is no part of the answer.
console.log = console.error
console.info = console.error
console.debug = console.error

const code = await runCommand({
  words: process.argv.slice(2),
  env,
  cwd: process.cwd(),
  nodeVersion: process.version,
  isInteractive: stdin.isTTY === true && stderr.isTTY === true,
  hasColours: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  print: (line) => void stdout.write(`${line}\n`),
  printError: (line) => void stderr.write(`${line}\n`),
  progress,
  ask,
  pause: (ms) => sleep(ms),
  enter: (folder) => process.chdir(folder),
  now: Date.now,
  id: randomUUID,
})

// What a config has opened itself, a pool for example, does not stop the command from ending.
for (const stream of [stdout, stderr]) await new Promise((written) => stream.write('', written))
process.exit(code)
