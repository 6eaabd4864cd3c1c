// The resets that hosts bring along, each as its own package makes it; run in Node, for the browser's tests.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { BrowserCommandContext } from 'vitest/node'

/** A reset by the name of what brings it. */
export type HostReset =
  | 'Tailwind 3'
  | 'Tailwind 4'
  | 'normalize.css'
  | 'CssBaseline of MUI'
  | 'a strict reset'

declare module 'vitest/browser' {
  interface BrowserCommands {
    /** Resolves to the reset's CSS. */
    hostReset(name: HostReset): Promise<string>
  }
}

const { resolve } = createRequire(import.meta.url)
const beside = (file: string) => readFile(path.join(import.meta.dirname, file), 'utf8')
const packaged = (name: string) => readFile(resolve(name), 'utf8')

async function tailwind4(): Promise<string> {
  const { compile } = await import('tailwindcss')
  const { build } = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id, base) => ({
      path: id,
      base,
      content: await packaged(id === 'tailwindcss' ? 'tailwindcss/index.css' : id),
    }),
  })
  return build([])
}

async function cssBaseline(): Promise<string> {
  const [{ createElement }, { renderToString }, { default: CssBaseline }] = await Promise.all([
    import('react'),
    import('react-dom/server'),
    import('@mui/material/CssBaseline'),
  ])
  const styles = renderToString(createElement(CssBaseline)).matchAll(/<style[^>]*>(.*?)<\/style>/gs)
  return [...styles].map(([, css]) => css).join('\n')
}

const RESETS: Readonly<Record<HostReset, () => Promise<string>>> = {
  'Tailwind 3': () => beside('../../src/theme/recipes/tailwind-3.css'),
  'Tailwind 4': tailwind4,
  'normalize.css': () => packaged('normalize.css'),
  'CssBaseline of MUI': cssBaseline,
  'a strict reset': () => beside('strict-reset.css'),
}

export const hostReset = (_: BrowserCommandContext, name: HostReset): Promise<string> => RESETS[name]()
