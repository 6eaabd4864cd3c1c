// The frame of a link's pages: the host's name and colours, a strict policy, no script.
import type { Config } from '../config/config.ts'
import type { HttpReply } from '../http/http-types.ts'
import { escapeHtml, sourceHash } from '../http/pages/page.ts'
import type { LinkWords } from './words/link-words.ts'

export interface Shown {
  readonly status: number
  readonly words: LinkWords
  readonly title: string
  /** HTML, its parts escaped by the caller. */
  readonly content: string
  /** Where its form leads; none: it has no form. */
  readonly formTo?: string
  readonly headers?: HttpReply['headers']
  /** The code of a problem, for programs. */
  readonly problem?: string
}

const channels = (hex: string): number[] => {
  const digits = hex.slice(1)
  const whole = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits
  return [0, 2, 4].map((index) => Number.parseInt(whole.slice(index, index + 2), 16) / 255)
}

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Black or white, whichever is easier to read on a colour: at least 4.5 : 1 on any. */
const inkOn = (hex: string): '#000' | '#fff' => (luminance(hex) > 0.179 ? '#000' : '#fff')

const styleOf = (accent: string): string => `
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1rem/1.5 system-ui, sans-serif;
  background: light-dark(#f6f7f9, #16181d); color: light-dark(#1c1f26, #eceef2); overflow-wrap: anywhere }
main { box-sizing: border-box; width: 100%; max-width: 34rem; padding: 1.5rem }
header { display: flex; align-items: center; gap: .75rem; margin-bottom: 1.5rem; font-weight: 600 }
header img { height: 2.25rem; max-width: 10rem; object-fit: contain }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .75rem }
p, li { margin: 0 0 .75rem; color: light-dark(#3d4350, #c3c8d3) }
ol { margin: 0 0 .75rem; padding-inline-start: 1.25rem }
blockquote { margin: 0 0 1rem; padding: .5rem 1rem; border-inline-start: .25rem solid light-dark(#c9ced8, #4a5060) }
blockquote p { margin: 0; white-space: pre-line }
button { font: inherit; font-weight: 600; padding: .75rem 1.25rem; min-height: 2.75rem; border: 1px solid transparent;
  border-radius: .5rem; background: ${accent}; color: ${inkOn(accent)}; cursor: pointer; margin: .5rem 0 1rem }
button:focus-visible { outline: .1875rem solid light-dark(#1c1f26, #eceef2); outline-offset: .1875rem }
small { color: light-dark(#4a5060, #b3b9c6) }
`

export function layout({ linkPage }: Pick<Config, 'linkPage'>, shown: Shown): HttpReply {
  const { words, title, content, formTo, headers = {}, problem } = shown
  const { logoUrl, accentColor, productName } = linkPage
  const style = styleOf(accentColor)
  const policy = [
    "default-src 'none'",
    `style-src ${sourceHash(style)}`,
    `img-src ${logoUrl === null ? "'none'" : new URL(logoUrl).origin}`,
    `form-action ${formTo === undefined ? "'none'" : formTo}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  const picture = logoUrl === null ? '' : `<img src="${escapeHtml(logoUrl)}" alt="">`
  return {
    status: shown.status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': words.locale,
      'Content-Security-Policy': policy.join('; '),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
      Vary: 'Origin, Accept-Language',
      ...headers,
    },
    body: `<!doctype html>
<html lang="${words.locale}" dir="${words.dir}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">${problem === undefined ? '' : `\n<meta name="problem" content="${problem}">`}
<title>${escapeHtml(title)} – ${escapeHtml(productName)}</title>
<style>${style}</style>
<main>
<header>${picture}<span>${escapeHtml(productName)}</span></header>
${content}
</main>
</html>
`,
  }
}
