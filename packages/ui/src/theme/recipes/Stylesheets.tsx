// The style sheets of a host that is shown in a story: there with the story, gone with it.
import { type ReactElement, useInsertionEffect } from 'react'

interface StylesheetsProps {
  /** CSS in the order in which the host loads it. */
  sheets: readonly string[]
  /** Whether the host brings Mooring's styles itself, in a layer: then the page's own are off. */
  layered?: boolean
}

const ofMooring = () =>
  [...document.styleSheets].filter(({ cssRules }) =>
    [...cssRules].some((rule) => rule instanceof CSSStyleRule && rule.selectorText.startsWith('.mooring')),
  )

function addSheet(css: string): () => void {
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
  return () => style.remove()
}

export function Stylesheets({ sheets, layered = false }: StylesheetsProps): ReactElement | null {
  useInsertionEffect(() => {
    const off = layered ? ofMooring() : []
    for (const sheet of off) sheet.disabled = true
    const removals = sheets.map(addSheet)
    return () => {
      for (const remove of removals) remove()
      for (const sheet of off) sheet.disabled = false
    }
  }, [sheets, layered])
  return null
}
