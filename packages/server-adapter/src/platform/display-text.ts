// A text of others', as people can be shown it.

/** Control characters, halves of surrogate pairs, and marks that turn the direction of the text around them. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu

/** Letters of ASCII without a space at either end, as most names are: nothing is to be left out. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/

/** UTF-16 units read for each code point that may be shown. */
const UNITS_READ = 4

/**
 * One line.
 * @param most code points
 * @returns null where nothing is left, and for what is not a text
 */
export function displayText(value: unknown, most: number): string | null {
  return shortened(value, most, (text) => text.replace(UNSHOWABLE, ''))
}

/** The same for what may have several lines: their ends stay, each as a line feed. */
export function displayLines(value: unknown, most: number): string | null {
  return shortened(value, most, (text) =>
    text
      .split(/\r\n?|\n/)
      .map((line) => line.replace(UNSHOWABLE, ''))
      .join('\n'),
  )
}

function shortened(value: unknown, most: number, clean: (text: string) => string): string | null {
  if (typeof value !== 'string') return null
  if (value.length <= most && PLAIN.test(value)) return value
  const text = clean(value.slice(0, most * UNITS_READ)).trim()
  const shown = [...text].slice(0, most).join('').trim()
  return shown === '' ? null : shown
}
