// Builds the package: one file per module, and the styles in two forms.
import { globSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const outDir = path.join(here, 'dist')

/** An entry point for each component, and the one for all. */
const entries = Object.fromEntries(
  globSync('{index,entries/*}.ts', { cwd: path.join(here, 'src') }).map((file) => [
    file.replaceAll('\\', '/').replace(/\.ts$/, ''),
    path.join(here, 'src', file),
  ]),
)

const BOARD_STYLES = 'components/operations-board/operations-board.css'

/** The styles as they are shipped: without the mark that the build leaves in them, and once more in a layer. */
const shippedStyles = (): Plugin => ({
  name: 'shipped-styles',
  apply: 'build',
  async closeBundle() {
    const file = path.join(outDir, 'styles.css')
    const styles = (await readFile(file, 'utf8')).replace(/\/\*\$vite\$:\d+\*\/\s*$/, '')
    await writeFile(file, styles)
    await writeFile(path.join(outDir, 'styles.layered.css'), `@layer mooring {\n${styles}}\n`)
    // Operators' pages alone load them.
    const board = await readFile(path.join(here, 'src', BOARD_STYLES), 'utf8')
    await writeFile(path.join(outDir, 'operations-board.css'), board)
    await writeFile(path.join(outDir, 'operations-board.layered.css'), `@layer mooring {\n${board}}\n`)
  },
})

export default defineConfig({
  root: here,
  plugins: [shippedStyles()],
  build: {
    outDir,
    // The types are written there at the same time.
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    minify: false,
    cssMinify: true,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    lib: {
      entry: { ...entries, styles: path.join(here, 'src/theme/styles.ts') },
      formats: ['es'],
      cssFileName: 'styles',
    },
    rolldownOptions: {
      checks: { moduleLevelDirective: false },
      external: [
        /^react($|\/)/,
        /^react-dom($|\/)/,
        /^@tanstack\//,
        /^radix-ui($|\/)/,
        /^@mooring\/(contract|messages)($|\/)/,
      ],
      output: {
        preserveModules: true,
        preserveModulesRoot: path.join(here, 'src'),
        entryFileNames: '[name].js',
      },
    },
  },
})
