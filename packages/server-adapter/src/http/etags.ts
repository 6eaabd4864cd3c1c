// Tags of answers, as they come back through proxies. Pure.

/**
 * A proxy that compresses an answer makes another tag of its: nginx a weak one, Apache `"tag-gzip"` or `"tag"-gzip`,
 * others `"tag;gzip"`.
 */
const AS_SENT =
  /^(?:W\/)?"(?<tag>[^"]*?)(?:[-;]+(?:gzip|br|deflate|zstd))?"(?:[-;]+(?:gzip|br|deflate|zstd))?$/i

/**
 * Whether a header such as `If-None-Match` names a tag.
 * @param etag as we sent it, with its quotation marks
 */
export function isNamed(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false
  if (header === etag) return true
  const given = header.split(',').map((value) => value.trim())
  return given.some((value) => value === etag || `"${AS_SENT.exec(value)?.groups?.tag}"` === etag)
}
