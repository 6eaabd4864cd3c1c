// Links of a Markdown page, where the other files of the repository are not beside it: the site and the tarballs.

/** Splits off what is code: links in it are none. */
const FENCED = /(^ *```[\s\S]*?^ *```$)/m
const INLINE = /`[^`\n]+`/g
const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g

/** A code span while links are found: its number between two characters that no page has. */
const hidden = (index: number): string => `\uE000${index}\uE000`

/**
 * Gives each link of a page another address.
 * @param readdress is given each address; null takes the link away and leaves its text
 */
export function readdressLinks(page: string, readdress: (address: string) => string | null): string {
  return page
    .split(FENCED)
    .map((part, index) => (index % 2 === 1 ? part : readdressProse(part, readdress)))
    .join('')
}

function readdressProse(prose: string, readdress: (address: string) => string | null): string {
  const spans: string[] = []
  return prose
    .replaceAll(INLINE, (span) => hidden(spans.push(span) - 1))
    .replaceAll(LINK, (_, picture: string, text: string, address: string) => {
      const next = readdress(address)
      return next === null ? text : `${picture}[${text}](${next})`
    })
    .replaceAll(/\uE000(\d+)\uE000/g, (_, index: string) => spans[Number(index)] ?? '')
}

/** The address of each link of a page, in its order. */
export function linksOf(page: string): string[] {
  const found: string[] = []
  readdressLinks(page, (address) => {
    found.push(address)
    return address
  })
  return found
}

/** Whether an address names its protocol, and so leads out of the repository. */
export const leadsOut = (address: string): boolean => /^[a-z][a-z+.-]*:/.test(address)

/** A heading's anchor as code hosts make it, so that one link leads to it there and on the site. @param heading its text, without marks */
export const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\s-]/gu, '')
    .replaceAll(' ', '-')
