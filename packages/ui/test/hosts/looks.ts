// How elements look: where they stand and what of their style can be seen, to be compared before and after.

/** What each element looks like, by property. */
export type Looks = Map<Element, Record<string, string>>

const SEEN = [
  'color',
  'background-color',
  'border-radius',
  'box-shadow',
  'opacity',
  'fill',
  'stroke',
  'rotate',
]
const SEEN_IN_WORDS = [
  ...['font', 'letter-spacing', 'text-transform', 'text-align', 'white-space'],
  ...['text-decoration-line', 'text-indent', 'overflow-wrap'],
]
const SIDES = ['top', 'right', 'bottom', 'left'].map((side) => `border-${side}`)

const hasWords = ({ childNodes }: Element) =>
  [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())

/** Size, and place within the kit's own parent, to a quarter of a pixel; where a root stands is the host's matter. */
function placeOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect()
  const from = element.matches('.mooring') ? { x, y } : element.parentElement?.getBoundingClientRect()
  const numbers = [x - (from?.x ?? 0), y - (from?.y ?? 0), width, height]
  return numbers.map((px) => Math.round(px * 4) / 4).join(' ')
}

function lookOf(element: Element): Record<string, string> {
  const style = getComputedStyle(element)
  const borders = SIDES.filter((side) => style.getPropertyValue(`${side}-width`) !== '0px')
  return {
    place: placeOf(element),
    marker: style.display === 'list-item' ? style.listStyleType : '',
    appearance: element.matches('input, progress') ? style.appearance : '',
    ...pick(element, [...SEEN, ...borders, ...(hasWords(element) ? SEEN_IN_WORDS : [])]),
  }
}

/** What the kit's own elements look like; what stands in their slots is the host's. */
export function looksOfKit(): Looks {
  const own = [...document.querySelectorAll('.mooring, .mooring *')].filter(
    (element) => !element.closest('[data-host]') && element.checkVisibility(),
  )
  return new Map(own.map((element) => [element, lookOf(element)]))
}

/** These of an element's computed properties. */
export function pick(element: Element, names: readonly string[]): Record<string, string> {
  const style = getComputedStyle(element)
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]))
}

/** All that the browser computed for an element. */
export const everythingOf = (element: Element) => pick(element, [...getComputedStyle(element)])

const nameOf = (element: Element) => [element.localName, ...element.classList].join('.')

/** Each difference as a line, said once for elements of one kind. */
export function differences(before: Looks, after: Looks): string[] {
  const lines = [...before].flatMap(([element, looks]) => {
    const now = after.get(element) ?? {}
    const changed = [...new Set([...Object.keys(looks), ...Object.keys(now)])].filter(
      (property) => looks[property] !== now[property],
    )
    return changed.map(
      (property) => `${nameOf(element)} { ${property}: ${looks[property]} → ${now[property]} }`,
    )
  })
  return [...new Set(lines)]
}
