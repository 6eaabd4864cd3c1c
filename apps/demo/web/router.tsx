// The address of the page: a small router on the history API.
import {
  type AnchorHTMLAttributes,
  createContext,
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'

interface Place {
  path: string
  go(to: string): void
}

const PlaceContext = createContext<Place>({ path: '/', go: () => {} })

/** Keeps the address and the pages in step. */
export function Router({ children }: { children: ReactNode }) {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const follow = () => setPath(location.pathname)
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const place = useMemo<Place>(
    () => ({
      path,
      go(to) {
        history.pushState(null, '', to)
        setPath(location.pathname)
        scrollTo(0, 0)
      },
    }),
    [path],
  )
  return <PlaceContext.Provider value={place}>{children}</PlaceContext.Provider>
}

/** Where the page is, and how to go elsewhere. */
export const usePlace = (): Place => useContext(PlaceContext)

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  /** What the addresses of the pages below it begin with: on these it is marked, too. */
  pages?: string
}

/** A link inside the app; a click with a modifier stays the browser's. */
export function Link({ href, pages, ...rest }: LinkProps) {
  const { path, go } = usePlace()
  const follow = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(href)
  }
  const isAbove = pages !== undefined && path.startsWith(pages)
  return (
    <a href={href} aria-current={path === href ? 'page' : isAbove || undefined} onClick={follow} {...rest} />
  )
}
