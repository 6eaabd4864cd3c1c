// The demo's files: made once, kept, emptied on request.
import { existsSync, mkdirSync, mkdtempDisposableSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDataFiles } from './data-files.ts'
import { readSettings } from './settings.ts'

const parent = mkdtempDisposableSync(path.join(os.tmpdir(), 'harborline-'))
afterAll(() => parent.remove())

let folders = 0
const newPath = () => path.join(parent.path, String(folders++), '.data')
const open = (folder: string, port = 3000, words: string[] = []) =>
  openDataFiles(readSettings({}, words), { folder, name: 'mooring', port })

describe('the files', () => {
  it('are in a folder that is made, with keys of 32 bytes only their owner can read', () => {
    const folder = newPath()
    const { mooring, keys } = open(folder)
    expect(mooring).toBe(path.join(folder, 'mooring.db'))
    expect(Buffer.from(keys.encryption.secret, 'base64')).toHaveLength(32)
    expect(statSync(path.join(folder, 'mooring.keys.json')).mode & 0o077).toBe(0)
  })

  it('have the same keys from one start to the next', () => {
    const folder = newPath()
    expect(open(folder).keys).toEqual(open(folder).keys)
  })

  it('differ for another port', () => {
    const folder = newPath()
    expect(open(folder).keys).not.toEqual(open(folder, 3001).keys)
  })

  it('are gone after a reset, and nothing else is', () => {
    const folder = newPath()
    const before = open(folder)
    const old = [before.mooring, `${before.mooring}-wal`, before.host, before.intuit]
    for (const file of old) writeFileSync(file, 'old')
    writeFileSync(path.join(folder, 'letter.txt'), 'kept')
    expect(open(folder, 3000, ['--reset']).keys).not.toEqual(before.keys)
    expect(readdirSync(folder).toSorted()).toEqual(['letter.txt', 'mooring.keys.json'])
  })

  it('are not put into a folder that is not there', () => {
    const missing = path.join(newPath(), 'mooring.db')
    const settings = readSettings({ MOORING_DB: missing }, [])
    expect(() => openDataFiles(settings, { folder: newPath(), name: 'mooring', port: 3000 })).toThrow(
      /is not there/,
    )
    expect(existsSync(path.dirname(missing))).toBe(false)
  })

  it('are not a folder', () => {
    const folder = newPath()
    mkdirSync(folder, { recursive: true })
    const settings = readSettings({ MOORING_DB: folder }, [])
    expect(() => openDataFiles(settings, { folder, name: 'mooring', port: 3000 })).toThrow(/not a file/)
  })
})
