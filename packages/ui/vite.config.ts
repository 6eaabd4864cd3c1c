// Builds the package: one file per module, and the styles in two forms.
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const outDir = path.join(here, 'dist')

/** The styles again, in a layer; and 'use client' where the lib build would lose it is kept by rolldown itself. */
const layeredStyles = (): Plugin => ({
  name: 'layered-styles',
  apply: 'build',
  async closeBundle() {
    const styles = await readFile(path.join(outDir, 'styles.css'), 'utf8')
    await writeFile(path.join(outDir, 'styles.layered.css'), `@layer mooring {\n${styles}}\n`)
  },
})

export default defineConfig({
  root: here,
  plugins: [layeredStyles()],
  build: {
    outDir,
    target: 'es2022',
    sourcemap: true,
    minify: false,
    cssMinify: true,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    lib: {
      entry: { index: path.join(here, 'src/index.ts'), styles: path.join(here, 'src/theme/styles.ts') },
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
        /^@mooring\/contract($|\/)/,
      ],
      output: {
        preserveModules: true,
        preserveModulesRoot: path.join(here, 'src'),
        entryFileNames: '[name].js',
      },
    },
  },
})
