// The end of a sentence.

/** Ends a sentence once, also after "Co.", which may be isolated from text of another direction. */
export const stop = (text: string): string => (/\.\u2069?$/.test(text) ? text : `${text}.`)
