// Counts in words, by the plural rules of a language.

/** A sentence by plural form, with `#` in the place of the number; a form that is left out is told as `other`. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

export function countingIn(locale: string): (count: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(locale)
  const number = new Intl.NumberFormat(locale)
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count))
}
