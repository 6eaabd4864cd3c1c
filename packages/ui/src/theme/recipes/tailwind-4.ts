// Tailwind 4 itself, at work on the page that is shown: what a host's build does, done in the browser.
import { useEffect, useRef, useState } from 'react'
import { compile } from 'tailwindcss'
import tailwind from 'tailwindcss/index.css?raw'
import layered from '../layered.css?inline'

const IMPORTED: Readonly<Record<string, string>> = {
  tailwindcss: tailwind,
  '@mooring/ui/styles.layered.css': layered,
}

async function loadStylesheet(path: string, base: string) {
  const content = IMPORTED[path]
  if (content === undefined) throw new Error(`No style sheet ${path} is known here.`)
  return { path, base, content }
}

const classesIn = (root: Element) =>
  [...root.querySelectorAll('[class]')].flatMap(({ classList }) => [...classList])

/**
 * Compiles a host's CSS for the classes that its elements have.
 * @param css the host's main style sheet
 * @returns a ref for the host's root, and the CSS: empty until it is there
 */
export function useTailwind4(css: string) {
  const root = useRef<HTMLDivElement>(null)
  const [compiled, setCompiled] = useState('')
  useEffect(() => {
    let isShown = true
    const show = async () => {
      const { build } = await compile(css, { loadStylesheet })
      const page = root.current
      if (isShown && page) setCompiled(build([...page.classList, ...classesIn(page)]))
    }
    void show()
    return () => {
      isShown = false
    }
  }, [css])
  return { root, compiled }
}
