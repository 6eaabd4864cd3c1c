// Each page shows the code of its files letter by letter: a block follows the line that names its file.
import { globSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const recipes = path.join(import.meta.dirname, '..')
const pages = readdirSync(recipes).filter((name) => name.endsWith('.md'))
const BLOCK = /^\[`([^`]+)`\]\(([^)]+)\):?\n\n```\w+\n(.*?)^```$/gms

const shown = pages.flatMap((page) =>
  [...readFileSync(path.join(recipes, page), 'utf8').matchAll(BLOCK)].map(([, , file = '', code = '']) => ({
    page,
    file,
    code,
  })),
)

it('is shown as it is', () => {
  expect(shown.length).toBeGreaterThan(12)
  for (const { page, file, code } of shown) {
    expect.soft(code, `${page}: ${file}`).toBe(readFileSync(path.join(recipes, file), 'utf8'))
  }
})

it('is all shown', () => {
  // Its node_modules leads to all packages of the clone, over and over.
  const files = globSync('**/*.{css,ts,tsx}', { cwd: recipes, exclude: ['**/node_modules'] })
  const code = files.filter((file) => !/test\.ts$|vitest|^code.(mount|your-session)\.ts$/.test(file))
  expect(code.length).toBeGreaterThan(8)
  // The others are files of the examples, which need not all be shown.
  const own = shown.map(({ file }) => path.normalize(file)).filter((file) => !file.startsWith('..'))
  expect(new Set(own)).toEqual(new Set(code))
})

it.each(['README.md', 'packages/server-adapter/README.md'])(
  '%s mounts by code that is type-checked',
  (page) => {
    const mount = readFileSync(path.join(import.meta.dirname, 'mount.ts'), 'utf8')
    expect(readFileSync(path.join(recipes, '../..', page), 'utf8')).toContain(`\`\`\`ts\n${mount}\`\`\``)
  },
)
