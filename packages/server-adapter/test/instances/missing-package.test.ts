// Background work on Postgres where the host has not installed pg-boss.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { usePostgres } from './postgres-stage.ts'

/** Makes a package as if it were not there. */
const without = (name: string): string =>
  `data:text/javascript,${encodeURIComponent(`
    import { registerHooks } from 'node:module'
    registerHooks({
      resolve(specifier, context, next) {
        if (specifier !== '${name}') return next(specifier, context)
        throw Object.assign(new Error("Cannot find package '${name}' imported from here"), { code: 'ERR_MODULE_NOT_FOUND' })
      },
    })`)}`

const ground = usePostgres()

async function start(...flags: string[]): Promise<string> {
  const file = fileURLToPath(new URL('./start-once.ts', import.meta.url))
  const args = ['--disable-warning=ExperimentalWarning', '--conditions=source', ...flags, file]
  const { stdout } = await promisify(execFile)(process.execPath, [...args, JSON.stringify(ground.place())])
  return stdout.trim()
}

it('an adapter does not start, and says which package to install', async () => {
  expect(await start('--import', without('pg-boss'))).toMatch(
    /^app_misconfigured: .*package "pg-boss", version 12/,
  )
  expect(await start('--import', without('@opentelemetry/api'))).toMatch(
    /^app_misconfigured: .*package "@opentelemetry\/api", which "pg-boss" asks for/,
  )
  expect(await start()).toBe('started')
}, 60_000)
