// The page of results: each line beside its goal, with a bar that says how far it is from it.
import { type Goal, isMet, type Line, type Section, textOf } from './report.ts'

const BAR = { width: 220, height: 12 }
/** A bar ends here, in goals: twice as far as was to be reached. */
const FURTHEST = 2

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`)

/** How far the measured is from its goal: 1 is just met, less is better. */
export function distance({ measured, atMost, atLeast }: Goal): number {
  if (atMost === 0) return measured === 0 ? 0 : FURTHEST
  if (atMost !== undefined) return measured / atMost
  return measured === 0 ? FURTHEST : (atLeast ?? 0) / measured
}

function barOf(goal: Goal): string {
  const scale = BAR.width / FURTHEST
  const length = Math.max(2, Math.min(BAR.width, distance(goal) * scale))
  const words = `${isMet(goal) ? 'met' : 'not met'}: ${distance(goal).toFixed(2)} of the goal, less is better`
  return (
    `<svg role="img" aria-label="${words}" width="${BAR.width}" height="${BAR.height + 4}">` +
    `<rect class="${isMet(goal) ? 'met' : 'missed'}" y="2" width="${length.toFixed(1)}" height="${BAR.height}" rx="2"/>` +
    `<line x1="${scale}" x2="${scale}" y1="0" y2="${BAR.height + 4}"/></svg>`
  )
}

function rowOf({ what, value, goal, note }: Line): string {
  const aim = goal === null ? '' : escaped(textOf(goal))
  const beside = note === '' ? '' : `<br><small>${escaped(note)}</small>`
  return `<tr><th scope="row">${escaped(what)}${beside}</th><td>${escaped(value)}</td><td>${aim}</td><td>${goal === null ? '' : barOf(goal)}</td></tr>`
}

function sectionOf({ title, lines, failure }: Section): string {
  const failed = failure === null ? '' : `<p class="failed">Ended early: ${escaped(failure)}</p>`
  const head =
    '<thead><tr><th scope="col">What</th><th scope="col">Measured</th><th scope="col">Goal</th><th scope="col">Distance to the goal</th></tr></thead>'
  return `<h2>${escaped(title)}</h2>${failed}<table>${head}<tbody>${lines.map(rowOf).join('')}</tbody></table>`
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8884; --met: #2e7d4f; --missed: #b3541e }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem }
table { width: 100%; border-collapse: collapse }
th, td { padding: .35rem .5rem; border-bottom: 1px solid var(--line); text-align: start; font-weight: 400; vertical-align: top }
thead th { font-size: .85rem; opacity: .75 }
td { font-variant-numeric: tabular-nums; white-space: nowrap }
svg { vertical-align: middle } svg line { stroke: currentColor; stroke-dasharray: 2 2 }
.met { fill: var(--met) } .missed { fill: var(--missed) } .failed { color: var(--missed) }
@media (prefers-color-scheme: dark) { :root { --met: #63c08c; --missed: #f0975f } }
@media (max-width: 40rem) { td { white-space: normal } td:last-child, th:last-child { display: none } }
`

/** @param circumstances what was measured, on what, and when */
export function resultsPage(sections: readonly Section[], circumstances: string): string {
  const goals = sections.flatMap(({ lines }) => lines.flatMap(({ goal }) => goal ?? []))
  const met = goals.filter(isMet).length
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mooring: goals of speed and size</title>
<style>${STYLE}</style></head>
<body><h1>Goals of speed and size</h1>
<p>${met} of ${goals.length} goals are met. ${escaped(circumstances)}</p>
<p>A goal with × is a ratio to the baseline of the same run; the dashed line is the goal, and a bar that ends before it meets it.
Absolute times say little about another machine.</p>
${sections.map(sectionOf).join('\n')}
</body></html>
`
}
