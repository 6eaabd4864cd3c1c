// The table of variables: every one of the CSS is in it, with what it comes to in light and dark, and the README has it too.
import { expect, it } from 'vitest'
import readme from '../../README.md?raw'
import { TOKENS } from './tokens.ts'

/** What a colour comes to on a screen, as #rrggbb, with its share of alpha where it is not all. */
function onScreen(variable: string): string {
  const probe = document.body.appendChild(document.createElement('div'))
  probe.className = 'mooring'
  const inside = probe.appendChild(document.createElement('i'))
  inside.style.color = `var(${variable})`
  const pen = new OffscreenCanvas(1, 1).getContext('2d')
  if (!pen) throw new Error('There is no canvas here.')
  pen.fillStyle = getComputedStyle(inside).color
  probe.remove()
  pen.fillRect(0, 0, 1, 1)
  const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data
  const hex = [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')
  return a === 255 ? `#${hex}` : `#${hex} at ${Math.round((a / 255) * 100)} %`
}

const sheets = import.meta.glob<string>(['./*.css', '../components/*/*.css'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const styles = Object.values(sheets).join('\n')

const internal = (name: string) => name.replace('--mooring-', '--_')

it('names every variable that the styles read', () => {
  const read = [...styles.matchAll(/var\((--mooring-[\w-]+)/g)].map(([, name]) => name)
  expect(TOKENS.map(({ name }) => name).sort()).toEqual([...new Set(read)].sort())
})

it.each(Object.entries(sheets))(
  'every corner in %s hangs on a variable, but for circles and none at all',
  (_, css) => {
    const radii = [...css.matchAll(/border-[\w-]*radius:\s*([^;}]+)/g)].map(([, value = '']) => value.trim())
    expect(radii.filter((value) => !/^(50%|0)$|var\(--/.test(value))).toEqual([])
  },
)

it.each(['light', 'dark'] as const)('says what they come to in %s', (scheme) => {
  document.documentElement.style.colorScheme = scheme
  document.documentElement.style.color = 'CanvasText'
  for (const { name, kind, [scheme]: value } of TOKENS) {
    if (kind === 'color') expect.soft(onScreen(internal(name)), name).toBe(value)
    else if (!value.startsWith('as ')) expect.soft(styles).toContain(`var(${name}, ${value})`)
  }
})

it('follows a host that forces its scheme on one component', () => {
  document.documentElement.style.colorScheme = 'light'
  const forced = document.body.appendChild(document.createElement('div'))
  forced.className = 'mooring'
  forced.dataset.theme = 'dark'
  expect(getComputedStyle(forced).colorScheme).toBe('dark')
  forced.remove()
})

it('is in the README, row by row', () => {
  for (const { name, meaning, light, dark } of TOKENS) {
    expect.soft(readme).toContain(`| \`${name}\` | ${meaning} | ${light} | ${dark} |`)
  }
})
