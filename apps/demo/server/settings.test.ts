// What the demo makes of its environment.
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const OWN_KEYS = {
  INTUIT_CLIENT_ID: 'my-client',
  INTUIT_CLIENT_SECRET: 'my-secret',
  INTUIT_ENVIRONMENT: 'sandbox',
  INTUIT_REDIRECT_URI: 'http://localhost:3000/api/quickbooks/callback',
}

describe('the settings', () => {
  it('have a default for everything', () => {
    expect(readSettings({}, [])).toEqual({
      port: 3000,
      intuit: { kind: 'simulator', port: 4000 },
      clientId: 'demo-client',
      clientSecret: 'demo-secret',
      environment: 'sandbox',
      redirectUri: null,
      databaseUrl: null,
      database: null,
      instance: null,
      reset: false,
    })
  })

  it.each([
    [
      'a stand-in',
      { INTUIT_ORIGIN: 'http://localhost:4100/' },
      { kind: 'stand-in', origin: 'http://localhost:4100' },
    ],
    [
      'a stand-in with its own keys',
      { ...OWN_KEYS, INTUIT_ORIGIN: 'http://localhost:4100' },
      { kind: 'stand-in', origin: 'http://localhost:4100' },
    ],
    ['the real Intuit', OWN_KEYS, { kind: 'real' }],
    [
      'a simulator that runs already',
      { ...OWN_KEYS, SIMULATOR_ORIGIN: 'http://localhost:4100' },
      { kind: 'running-simulator', origin: 'http://localhost:4100' },
    ],
    [
      'the simulator while a key is missing',
      { ...OWN_KEYS, INTUIT_CLIENT_SECRET: '' },
      { kind: 'simulator', port: 4000 },
    ],
    ['the simulator elsewhere', { SIMULATOR_PORT: '4100' }, { kind: 'simulator', port: 4100 }],
  ])('choose %s', (_name, env, intuit) => {
    expect(readSettings(env, []).intuit).toEqual(intuit)
  })

  it('take the database file and the wish to begin anew', () => {
    const settings = readSettings({ MOORING_DB: 'here/mine.db' }, ['--', '--reset'])
    expect(settings).toMatchObject({ database: path.resolve('here/mine.db'), reset: true })
  })

  it.each([
    [{ PORT: 'http' }, [], /PORT is "http"/],
    [{ PORT: '70000' }, [], /0 to 65535/],
    [{ SIMULATOR_PORT: '-1' }, [], /SIMULATOR_PORT is "-1"/],
    [{ INTUIT_ORIGIN: 'localhost:4000' }, [], /INTUIT_ORIGIN/],
    [{ INTUIT_ORIGIN: 'http://localhost:4000/path' }, [], /INTUIT_ORIGIN/],
    [{ INTUIT_ENVIRONMENT: 'test' }, [], /sandbox or production/],
    [{ DATABASE_URL: 'localhost' }, [], /DATABASE_URL is not the address/],
    [{}, ['--rest'], /--rest/],
  ])('refuse %j %j', (env, words, sentence) => {
    expect(() => readSettings(env, words)).toThrow(sentence)
  })
})
