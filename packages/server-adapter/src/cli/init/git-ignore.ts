// What a .gitignore says of a file beside it.

/** The last line that matches decides, as in git. Lines with a folder in them are about other files. */
export function isIgnoredBy(text: string, file: string): boolean {
  let isIgnored = false
  for (const line of text.split(/\r?\n/)) {
    const pattern = line.trim()
    if (pattern === '' || pattern.startsWith('#')) continue
    const isAgain = pattern.startsWith('!')
    if (patternOf(pattern.slice(isAgain ? 1 : 0)).test(file)) isIgnored = !isAgain
  }
  return isIgnored
}

const patternOf = (glob: string): RegExp => {
  const name = glob.replace(/^(\*\*\/|\/)/, '')
  const source = name
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replace(/\*+/g, '[^/]*')
    .replaceAll('?', '[^/]')
  try {
    return new RegExp(`^${source}$`)
  } catch {
    // A class of letters that is no expression here.
    return /^\b$/
  }
}
