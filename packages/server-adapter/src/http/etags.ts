// Tags of answers, as they come back through proxies. Pure.

/**
 * What a proxy that compresses an answer writes for a tag's last quotation mark: nginx that mark, and makes the tag a
 * weak one, Apache `-gzip"` or `"-gzip`, others `;gzip"`. From the tag's own end on: each character is read once.
 */
const END = /^(?:[-;]+(?:gzip|br|deflate|zstd))?"(?:[-;]+(?:gzip|br|deflate|zstd))?$/i

/**
 * Whether a header such as `If-None-Match` names a tag.
 * @param etag as we sent it, with its quotation marks
 */
export function isNamed(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false
  if (header === etag) return true
  const begin = etag.slice(0, -1)
  return header.split(',').some((value) => {
    const given = value.trim().replace(/^W\//i, '')
    return given === etag || (given.startsWith(begin) && END.test(given.slice(begin.length)))
  })
}
