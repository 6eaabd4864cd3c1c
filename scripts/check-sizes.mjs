// Weighs what a browser loads of @mooring/ui as it is built, and fails where it is over its budget.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build } from 'vite'

const kit = fileURLToPath(new URL('../packages/ui', import.meta.url))
const REACT = [/^react($|\/)/, /^react-dom($|\/)/]
const PEERS = [...REACT, /^@tanstack\//, /^radix-ui($|\/)/]
/** Each comes when its locale asks for it. */
const OTHER_LANGUAGES = /\/(ar|de|es|fr|ja)\.js$/
/** What is for servers alone: the adapter, the sentences of notices, and the schemas with what they are written in. */
const FOR_SERVERS = /server-adapter\/|messages\/dist\/notices\/|contract\/dist\/schemas\/|node_modules\/zod\//

const FIRST = "export { ConnectButton, ConnectionStatus, QuickBooksProvider } from 'kit'"
const ALL = "export * from 'kit'"

/** In kB of gzip (brotli for styles): the goal, and the limit that applies until it is reached, which is what is reached, rounded up. */
const budgets = [
  {
    name: 'first paint: provider, button and status',
    goal: 3.1,
    limit: 3.1,
    weigh: () => atFirst(FIRST, PEERS),
  },
  { name: 'the same with what follows by itself', goal: null, limit: 20.6, weigh: () => withPage() },
  {
    name: 'every component, before anything is opened',
    goal: 22,
    limit: 21.65,
    weigh: () => atFirst(ALL, PEERS),
  },
  {
    name: 'every component and all they ever load, in one file',
    goal: 22,
    limit: 54.45,
    weigh: () => inOneFile(PEERS),
  },
  { name: 'the same with react-query and radix', goal: 66, limit: 94.6, weigh: () => inOneFile(REACT) },
  { name: 'styles.css (brotli)', goal: 3.5, limit: 4.72, weigh: () => styles() },
]

/** @returns the chunks of a production build of one line of code */
async function bundle(code, external, codeSplitting = true) {
  const entry = path.join(kit, 'size-of-this.js')
  const { output } = [
    await build({
      root: kit,
      configFile: false,
      logLevel: 'error',
      define: { 'process.env.NODE_ENV': '"production"' },
      resolve: { alias: { kit: path.join(kit, 'dist/index.js') } },
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === entry ? id : null),
          load: (id) => (id === entry ? code : null),
        },
      ],
      build: {
        write: false,
        minify: true,
        target: 'es2022',
        lib: { entry, formats: ['es'] },
        rolldownOptions: {
          external: [...external, OTHER_LANGUAGES],
          // As in a host's own bundle: an entry may have what others share.
          preserveEntrySignatures: 'allow-extension',
          checks: { moduleLevelDirective: false },
          // A host's build drops the notes for bundlers that a library has.
          output: { codeSplitting, minify: true, comments: false },
        },
      },
    }),
  ].flat()[0]
  const chunks = output.filter(({ type }) => type === 'chunk')
  const strange = chunks.flatMap(({ moduleIds }) => moduleIds.filter((id) => FOR_SERVERS.test(id)))
  if (strange.length) throw new Error(`These must not be in a browser:\n${strange.join('\n')}`)
  return chunks
}

const gzipped = (chunks) => chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length, 0)

/** The chunks that these need before they run. */
function needed(chunks, from) {
  const found = new Set(from)
  for (const { imports } of found) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) found.add(chunk)
  }
  return [...found]
}

const entries = (chunks) => chunks.filter(({ isEntry }) => isEntry)

async function atFirst(code, external) {
  const chunks = await bundle(code, external)
  return gzipped(needed(chunks, entries(chunks)))
}

async function withPage() {
  const chunks = await bundle(FIRST, PEERS)
  const page = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith('/provider/lazy-bundle.js'))
  return gzipped(needed(chunks, [...entries(chunks), ...page]))
}

const inOneFile = async (external) => gzipped(await bundle(ALL, external, false))

const styles = async () => brotliCompressSync(await readFile(path.join(kit, 'dist/styles.css'))).length

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(2)} kB`

const weights = await Promise.all(budgets.map(({ weigh }) => weigh()))
for (const [index, { name, goal, limit }] of budgets.entries()) {
  const bytes = weights[index]
  const over = bytes > limit * 1000
  const aim = goal === null || goal === limit ? '' : `, goal ${goal}`
  console.log(`${over ? 'OVER' : 'ok  '} ${kilobytes(bytes).padStart(9)}  ${name} (limit ${limit}${aim})`)
  if (over) process.exitCode = 1
}
