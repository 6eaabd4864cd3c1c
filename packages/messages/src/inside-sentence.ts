// A company whose name is not known, inside a sentence.

/**
 * @param nameless what such companies are called: with a capital, as it stands alone or begins a sentence
 * @returns writes these with a small letter, and any other name as it is
 */
export const smallInside =
  (...nameless: readonly string[]) =>
  (company: string): string =>
    nameless.includes(company) ? company.charAt(0).toLowerCase() + company.slice(1) : company
