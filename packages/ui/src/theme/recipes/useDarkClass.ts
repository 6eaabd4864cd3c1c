// The class by which hosts go dark: on the page's root, as the toolbar's theme says.
import { useEffect } from 'react'

const SYSTEM = '(prefers-color-scheme: dark)'

/** @param theme the toolbar's: 'system', 'light' or 'dark' */
export function useDarkClass(theme: string): void {
  useEffect(() => {
    const { classList } = document.documentElement
    const isDark = theme === 'system' ? matchMedia(SYSTEM).matches : theme === 'dark'
    classList.toggle('dark', isDark)
    return () => classList.remove('dark')
  }, [theme])
}
