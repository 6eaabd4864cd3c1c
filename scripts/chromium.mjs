// Where the browser for tests comes from: CHROMIUM_PATH, the system's, or the one npm installed.
import { existsSync, mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Launch arguments that keep Chromium off the network and able to start as root. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Resolves to the path of a Chromium that runs here; throws a sentence that says how to get one. */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH
  for (const known of ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']) {
    if (existsSync(known)) return known
  }
  return await pinnedChromium()
}

/** Resolves to the path of the one Chromium that pictures are compared in; throws where npm has none for this machine. */
export async function pinnedChromium() {
  const { default: chromium } = await import('@sparticuz/chromium').catch(() => {
    throw new Error('No Chromium here: install one and set CHROMIUM_PATH to its binary.')
  })
  // The package extracts into os.tmpdir() and trusts what lies there: each version gets its own folder.
  const folder = path.join(os.tmpdir(), 'mooring-chromium-153.0.0')
  mkdirSync(folder, { recursive: true })
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    return await chromium.executablePath()
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}
