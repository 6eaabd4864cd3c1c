// Before and after every test in a browser: matchers, styles, a clean page, and no error in the console.
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import '../src/theme/index.css'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 5_000 })

beforeEach(() => {
  vi.spyOn(console, 'error')
})

afterEach(() => {
  cleanup()
  const errors = vi.mocked(console.error).mock.calls
  vi.restoreAllMocks()
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', location.pathname)
  document.documentElement.removeAttribute('style')
  expect(errors, 'nothing is said in the console').toEqual([])
})
