// The variables a host may set: what each is for and what it is without. Their CSS is in tokens.css; a test compares both.

/** A variable of the theme. */
export interface Token {
  /** Set it on `.mooring`, or on anything around it. */
  readonly name: `--mooring-${string}`
  /** What it is for. */
  readonly meaning: string
  /** A colour, or a size and the like, which is the same in light and dark. */
  readonly kind: 'color' | 'other'
  /** What it is in light, in CSS; colours with alpha lie on the host's own. */
  readonly light: string
  /** What it is in dark. */
  readonly dark: string
}

const color = (name: Token['name'], meaning: string, [light, dark]: [string, string]): Token => ({
  name,
  meaning,
  kind: 'color',
  light,
  dark,
})
const other = (name: Token['name'], meaning: string, value: string): Token => ({
  name,
  meaning,
  kind: 'other',
  light: value,
  dark: value,
})

/** Every variable, in the order of its importance to a host. */
export const TOKENS: readonly Token[] = [
  color('--mooring-accent', 'primary buttons, switches that are on, bars, the ring of the focus', [
    '#324bb1',
    '#6e90fc',
  ]),
  color('--mooring-on-accent', 'words on the accent', ['#ffffff', '#121212']),
  color('--mooring-good', 'what is well; always beside words and an icon', ['#0b6e41', '#6abe8c']),
  color('--mooring-warn', 'what needs attention', ['#865300', '#e6ae6c']),
  color('--mooring-bad', 'what is broken, and what deletes', ['#aa3337', '#ef7370']),
  color('--mooring-text', 'words of dialogs and menus; everywhere else they are the host’s', [
    '#000000',
    '#ffffff',
  ]),
  color('--mooring-muted', 'second lines', ['#000000 at 72 %', '#ffffff at 72 %']),
  color('--mooring-line', 'hairlines and borders', ['#000000 at 18 %', '#ffffff at 18 %']),
  color('--mooring-hover', 'what lies under the pointer', ['#000000 at 6 %', '#ffffff at 6 %']),
  other('--mooring-card', 'ground of cards, tiles and lists', 'transparent'),
  color('--mooring-surface', 'ground of dialogs and menus', ['#ffffff', '#121212']),
  color('--mooring-backdrop', 'what lies between a dialog and the page', [
    '#000000 at 45 %',
    '#000000 at 45 %',
  ]),
  other('--mooring-shadow', 'shadow of dialogs and menus', '0 8px 24px rgb(0 0 0 / 0.12)'),
  other('--mooring-radius', 'corners of buttons, fields and menus', '8px'),
  other('--mooring-card-radius', 'corners of cards, tiles, lists and banners', 'as --mooring-radius'),
  other('--mooring-pill-radius', 'corners of pills, tags, counts and the tile’s switch', '999px'),
  other('--mooring-control', 'height of buttons, fields and menu items', '34px'),
  other('--mooring-gap', 'distance between parts', '12px'),
  other('--mooring-layer', 'z-index of menus and of the note at the page’s foot', '50'),
]
