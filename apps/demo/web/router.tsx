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

interface Router {
  path: string
  go(to: string): void
}

const RouterContext = createContext<Router>({ path: '/', go: () => {} })

/** Shows the page of the address, and writes the address of the page. */
export function Router({ children }: { children: ReactNode }) {
  const [path, setPath] = useState(location.pathname)
  useEffect(() => {
    const follow = () => setPath(location.pathname)
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [])
  const router = useMemo<Router>(
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
  return <RouterContext.Provider value={router}>{children}</RouterContext.Provider>
}

/** Where the page is, and how to go elsewhere. */
export const useRouter = (): Router => useContext(RouterContext)

interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  /** What the addresses of the pages below it begin with: on these it is marked, too. */
  pages?: string
}

/** A link inside the app; a click with a modifier stays the browser's. */
export function Link({ href, pages, ...rest }: LinkProps) {
  const { path, go } = useRouter()
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
