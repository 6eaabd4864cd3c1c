// A word for a name that comes over the wire.

/** The word a book has for a name; a name that it doesn't know is told by `otherwise`. */
export const wordOf = (
  book: Readonly<Record<string, string>>,
  name: string,
  otherwise: string = name,
): string => (Object.hasOwn(book, name) ? (book[name] ?? otherwise) : otherwise)
