// The end of an English sentence.

/** Ends a sentence once, also after "Co.". */
export const stop = (text: string): string => (text.endsWith('.') ? text : `${text}.`)
