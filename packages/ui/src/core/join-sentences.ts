// Several sentences as one text.

/** Those that are there, with a space between them. */
export const joinSentences = (...sentences: readonly (string | false | null | undefined)[]): string =>
  sentences.filter(Boolean).join(' ')
