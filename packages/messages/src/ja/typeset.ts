// Japanese: spaces and line ends beside names, numbers and colons.

/** Kana and kanji, the marks between them, and full-width letters. */
const JAPANESE = /[\u3000-\u9fff\uff00-\uffef]/

/**
 * A text in which no line begins with the particle or the counter of what stands before it, what follows a colon stays with
 * it, and a name in Japanese stands without the spaces that one in Latin letters has.
 */
export function typeset(texts: TemplateStringsArray, ...names: readonly string[]): string {
  const parts = texts.map((text, at) => {
    const name = names[at] ?? ''
    const start = JAPANESE.test(names[at - 1]?.at(-1) ?? '') ? /^ / : ''
    const end = JAPANESE.test(name.charAt(0)) ? / $/ : ''
    return text.replace(start, '').replace(end, '').replaceAll('：', '：\u2060') + name
  })
  return parts.join('').replace(/ (?=[\u3041-\u9fff])/g, '\u00a0')
}
