// The published adapter: its own modules joined into few files, because importing many small ones is what costs.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Joined too: the 300 modules of Kysely took most of the time in which a store opens; Commander is for the command line alone. */
const JOINED = ['kysely', 'commander']

/** What is joined comes with its licence. */
const licence: Plugin = {
  name: 'licence-of-what-is-joined',
  generateBundle() {
    for (const name of JOINED) {
      const source = readFileSync(here(`node_modules/${name}/LICENSE`), 'utf8')
      this.emitFile({ type: 'asset', fileName: `LICENSE-${name}`, source })
    }
  },
}

export default defineConfig({
  root: here('.'),
  plugins: [licence],
  build: {
    ssr: true,
    target: 'node22',
    outDir: 'dist',
    emptyOutDir: false,
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        index: here('src/index.ts'),
        conformance: here('conformance/index.ts'),
        mooring: here('src/cli/main.ts'),
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
    },
  },
  // What else is installed beside it stays there; the contract's tables are Mooring's own.
  ssr: { external: true, noExternal: ['@mooring/contract', ...JOINED] },
})
