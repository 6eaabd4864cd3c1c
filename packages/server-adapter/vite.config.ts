// The published adapter: its own modules joined into few files, because importing many small ones is what costs.
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
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
  // What is installed beside it stays there; only Mooring's own files are joined, the contract's tables among them.
  ssr: { external: true, noExternal: [/^@mooring\/contract$/] },
})
