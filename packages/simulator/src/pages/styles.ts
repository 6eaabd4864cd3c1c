// The pages' stylesheet: plain, calm, in the light and the dark.

/** Served under {@link STYLES_PATH}. */
export const STYLES = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f3f2f7, #15141b);
  --sheet: light-dark(#ffffff, #1f1d28);
  --ink: light-dark(#23212e, #eceaf4);
  --quiet: light-dark(#625e75, #a9a4bd);
  --line: light-dark(#d5d2e0, #3c3950);
  --accent: light-dark(#4b3fa7, #b9b0ff);
  --on-accent: light-dark(#ffffff, #1b1730);
  --wash: light-dark(#f1effb, #2a2740);
  --notice: light-dark(#fff4d6, #3a3015);
  --notice-ink: light-dark(#574000, #f7dc94);
  --problem: light-dark(#a1231b, #ffb3ab);
}
*, *::before, *::after { box-sizing: border-box }
body {
  margin: 0;
  min-height: 100vh;
  background: var(--ground);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  overflow-wrap: anywhere;
}
.notice {
  background: var(--notice);
  color: var(--notice-ink);
  border-bottom: 1px dashed currentColor;
  padding: .625rem 1rem;
  text-align: center;
  font-size: .875rem;
}
.notice p { margin: 0 }
.sheet {
  max-width: 27rem;
  margin: clamp(1rem, 8vh, 4.5rem) auto 2rem;
  padding: 2rem;
  background: var(--sheet);
  border: 1px solid var(--line);
  border-radius: .875rem;
}
@media (max-width: 29rem) {
  .sheet { margin: 0; border-width: 0 0 1px; border-radius: 0; padding: 1.5rem 1.25rem }
}
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance }
h1 + p { margin-top: 0 }
.quiet { color: var(--quiet); font-size: .875rem; font-weight: 400 }
.problem { color: var(--problem); font-weight: 600 }
a { color: var(--accent); text-underline-offset: .15em }
.choices { list-style: none; margin: 1.25rem 0; padding: 0; display: grid; gap: .5rem }
.choice {
  position: relative;
  display: flex;
  align-items: center;
  gap: .75rem;
  width: 100%;
  min-height: 3.5rem;
  padding: .625rem .875rem;
  border: 1px solid var(--line);
  border-radius: .625rem;
  text-align: start;
}
.choice:hover, .choice:has(:checked) { background: var(--wash); border-color: var(--accent) }
.choice label::after, .choice button::after { content: ""; position: absolute; inset: 0; cursor: pointer }
.choice label { font-weight: 600 }
.choice input { position: relative; z-index: 1; flex: none; width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--accent) }
.choice:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: 2px }
.choice :focus-visible { outline: none }
.words { display: grid; min-width: 0 }
.initials {
  flex: none;
  display: grid;
  place-items: center;
  width: 2.25rem;
  height: 2.25rem;
  border-radius: 50%;
  background: var(--wash);
  color: var(--accent);
  font-size: .8125rem;
  font-weight: 700;
}
.choice:hover .initials { background: var(--sheet) }
button {
  font: inherit;
  font-weight: 600;
  color: inherit;
  background: transparent;
  border: 1px solid var(--line);
  border-radius: .625rem;
  min-height: 2.75rem;
  padding: .5rem 1.25rem;
  cursor: pointer;
}
button:hover { border-color: var(--accent) }
button.plain { min-height: 0; padding: 0; border: 0; border-radius: 0; text-align: start }
.lead { font-weight: 400 }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
button.primary:hover { filter: brightness(1.08) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.decision { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0 }
.decision button { flex: 1 1 8rem }
.facts { margin: 1.25rem 0; border: 1px solid var(--line); border-radius: .625rem }
.facts div { display: flex; gap: 1rem; padding: .75rem .875rem }
.facts div + div { border-top: 1px solid var(--line) }
.facts dt { flex: none; width: 5rem; color: var(--quiet) }
.facts dd { margin: 0; min-width: 0; font-weight: 600 }
.facts dd .quiet { display: block }
.person { margin: 1.25rem 0 0; font-size: .875rem; color: var(--quiet) }
.person + .person { margin-top: .5rem }
.person strong { color: var(--ink) }
details { border-top: 1px solid var(--line); padding-top: 1rem }
summary { cursor: pointer; min-height: 1.5rem; color: var(--accent); font-size: .9375rem }
.fields { display: grid; gap: .375rem; margin-top: 1rem }
.fields label { font-weight: 600; font-size: .875rem }
.fields .quiet { margin: 0 0 .5rem }
input[type="email"], input[type="password"] {
  font: inherit;
  color: inherit;
  background: var(--ground);
  border: 1px solid var(--line);
  border-radius: .625rem;
  min-height: 2.75rem;
  padding: .375rem .75rem;
  width: 100%;
}
@media (forced-colors: active) {
  .choice:has(:checked) { border-color: Highlight }
}
`
