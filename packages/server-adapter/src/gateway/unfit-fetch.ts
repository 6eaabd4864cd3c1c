// A host's `fetch` that would lose tokens, as the error it is refused with.

/** Found out before any token was sent; its sentence names the option, what is wrong and how to fix it. */
export class UnfitFetchError extends Error {
  override readonly name = 'UnfitFetchError'
}
