// Runs a step whose program starts another one, which ignores signals; the reader of what is printed meanwhile may go.
import { command, endSteps, interrupted, report } from '../steps.ts'

const DEAF = `for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {}); setInterval(() => {}, 1_000)`
const STARTER = `
  require('node:child_process').spawn(process.execPath, ['--eval', ${JSON.stringify(DEAF)}], { stdio: 'ignore' })`

const talk = setInterval(() => console.log(interrupted.signal.aborted ? 'interrupted' : 'at work'), 100)
await report(command('a step', process.execPath, '--eval', STARTER))
await endSteps()
clearInterval(talk)
