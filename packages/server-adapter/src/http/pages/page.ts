// The few pages the adapter shows itself: small, static, strict, at home in light and dark.
import { createHash } from 'node:crypto'
import type { HttpReply } from '../http-types.ts'

const STYLE = `
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1rem/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #16181d); color: light-dark(#1c1f26, #eceef2) }
main { max-width: 26rem; padding: 1.5rem; text-align: center }
h1 { font-size: 1.125rem; margin: 0 0 .5rem; font-weight: 600 }
p { margin: 0 0 .75rem; color: light-dark(#4a5060, #b3b9c6) }
a { color: inherit }
`

/** What a policy names an inline style or script by. */
export const sourceHash = (source: string): string =>
  `'sha256-${createHash('sha256').update(source).digest('base64')}'`

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

/** @param address the host's page of connections, from its options */
export const connectionsLink = (address: string): string =>
  `<p><a href="${escapeHtml(address)}">Open your connections</a></p>`

/**
 * A whole page. Nothing but its own style and script may run, and no one may frame it.
 * @param content HTML, its parts escaped by the caller
 */
export function page(title: string, content: string, script: string | null = null): HttpReply {
  const scripts = script === null ? "'none'" : sourceHash(script)
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; style-src ${sourceHash(STYLE)}; script-src ${scripts}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<main>${content}</main>
${script === null ? '' : `<script>${script}</script>`}
</html>
`,
  }
}
