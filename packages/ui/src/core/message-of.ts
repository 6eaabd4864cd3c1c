// The message for a name that comes over the wire.

/** `fallback` where there is none for it. */
export const messageOf = (
  messages: Readonly<Record<string, string>>,
  name: string,
  fallback: string = name,
): string => (Object.hasOwn(messages, name) ? (messages[name] ?? fallback) : fallback)
