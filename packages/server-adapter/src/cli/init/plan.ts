// What `init` would do with a project: files to create, to change, to leave, and what a person has to paste.
import type { PackageManager } from './project.ts'

export const FRAMEWORKS = ['express', 'nextjs', 'nestjs', 'hono'] as const
export type Framework = (typeof FRAMEWORKS)[number]

export const TITLES: Readonly<Record<Framework, string>> = {
  express: 'Express',
  nextjs: 'Next.js',
  nestjs: 'NestJS',
  hono: 'Hono',
}

/** A file that is written: paths are relative to the project's folder, with forward slashes. */
export interface Written {
  readonly kind: 'create' | 'change'
  readonly path: string
  /** What was read; '' for a new file. */
  readonly before: string
  readonly content: string
  /** Readable for its owner alone. */
  readonly isPrivate?: boolean
  /** What the diff shows where the texts have secrets in them. */
  readonly shown?: { readonly before: string; readonly content: string }
}

export type Step =
  | Written
  | { readonly kind: 'unchanged'; readonly path: string; readonly why: string }
  | { readonly kind: 'paste'; readonly path: string; readonly why: string; readonly snippet: string }

export interface Plan {
  readonly framework: Framework
  readonly packageManager: PackageManager
  /** In the order in which they are written. */
  readonly steps: readonly Step[]
  /** The command lines that install what is missing. */
  readonly installs: readonly string[]
  /** What may go wrong, as sentences. */
  readonly warnings: readonly string[]
  /** What is left to a person. */
  readonly next: readonly string[]
}

export const created = (path: string, content: string): Written => ({
  kind: 'create',
  path,
  before: '',
  content,
})

export const isWritten = (step: Step): step is Written => step.kind === 'create' || step.kind === 'change'

export const withNewline = (text: string): string =>
  text === '' || text.endsWith('\n') ? text : `${text}${text.includes('\r\n') ? '\r\n' : '\n'}`
