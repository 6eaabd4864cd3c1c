// The direction of a language.

const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/

/** For what stands at the end of `body`, outside the host's own `dir`; undefined leaves it to the page. */
export const directionOf = (locale: string): 'rtl' | undefined =>
  RIGHT_TO_LEFT.test(locale) ? 'rtl' : undefined
