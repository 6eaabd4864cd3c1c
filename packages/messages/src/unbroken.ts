// Times that stay on one line where a sentence breaks.

/** "4. Dezember" and "4 Minuten" keep their number and its word together, as German, French and Spanish typography asks. */
export const unbroken = (time: string): string => time.replace(/(\d\S*) /, '$1\u00a0')
