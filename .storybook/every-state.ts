// Makes `export * from '…/states.ts'` of a story file plain to Storybook, which reads exports by name and follows no star.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { loadCsf } from 'storybook/internal/csf-tools'
import type { Indexer } from 'storybook/internal/types'
import type { Plugin } from 'vite'
import type { NamedState } from './scenario.ts'
import * as states from './states.ts'

const FILE = /\.states\.stories\.tsx$/
const STAR = /^export \* from ('.*\/states\.ts')$/m

// From the text, as a module's own list of its exports is in the alphabet's order.
const source = readFileSync(new URL('./states.ts', import.meta.url), 'utf8')
const names = Array.from(source.matchAll(/^export const (\w+)/gm), ([, name = '']) => name)

const byName: Readonly<Record<string, NamedState>> = states

/** The same module with each of the states exported by its name, under its title. */
function spellOut(code: string): string {
  const exports = names.map((name) => {
    const title = JSON.stringify(byName[name]?.parameters.caption.title)
    return `export const ${name} = { ...states.${name}, name: ${title} }`
  })
  return code.replace(STAR, (_, path) => [`import * as states from ${path}`, ...exports].join('\n'))
}

/** For Storybook's list of stories. */
export const everyStateIndexer: Indexer = {
  test: FILE,
  createIndex: async (fileName, { makeTitle }) => {
    const code = spellOut(await readFile(fileName, 'utf8'))
    return loadCsf(code, { fileName, makeTitle }).parse().indexInputs
  },
}

/** For what reads the file after it was listed: the tests, and the docs that show its code. */
export const everyState: Plugin = {
  name: 'mooring:every-state',
  enforce: 'pre',
  transform: (code, id) => (FILE.test(id) ? spellOut(code) : null),
}
