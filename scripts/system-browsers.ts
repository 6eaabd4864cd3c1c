// Browsers that a person has installed: where they usually are, and the one that a variable names.
import { accessSync, constants, statSync } from 'node:fs'
import { MadeOnceError } from './made-once.ts'

export const CHROMIUMS = ['/usr/bin/chromium', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome']
export const FIREFOXES = ['/usr/bin/firefox-esr', '/Applications/Firefox.app/Contents/MacOS/firefox']

/** The program that CHROMIUM_PATH or FIREFOX_PATH names; null where it names none. @throws MadeOnceError where it is no program */
export function chosenBrowser(name: 'Chromium' | 'Firefox'): string | null {
  const variable = `${name.toUpperCase()}_PATH`
  const chosen = process.env[variable]
  if (!chosen) return null
  if (isProgram(chosen)) return chosen
  throw new MadeOnceError(
    `${variable} is ${chosen}, and there is no such program: name a ${name} that is installed.`,
  )
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
