// The locale that words, dates and numbers are told in.

/** The browser's own, as far as it is English: a German "vor 4 Minuten" has no place in an English sentence. */
function englishHere(): string {
  const { locale } = new Intl.DateTimeFormat().resolvedOptions()
  return isEnglish(locale) ? locale : 'en'
}

/** English is spoken where no language is asked for. */
export const isEnglish = (locale = 'en'): boolean => /^en\b/i.test(locale)

/** @param wanted a BCP 47 tag, also as "de_AT"; what is none is as if it were left out */
export function localeOf(wanted: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(wanted?.replaceAll('_', '-'))[0] ?? englishHere()
  } catch {
    return englishHere()
  }
}
