// Before and after every test in a browser: matchers, styles, a clean page, and no error in the console. Files share a page.
import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, expect, vi } from 'vitest'
import '../src/theme/index.css'
import './load-all.ts'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 })

const { open } = window
const windows: Window[] = []

/** Opens it as ever, to be closed after the test. */
function openNoted(...args: Parameters<typeof open>): Window | null {
  const opened = open(...args)
  if (opened) windows.push(opened)
  return opened
}

beforeEach(() => {
  window.open = openNoted
  vi.spyOn(console, 'error')
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  const errors = vi.mocked(console.error).mock.calls
  vi.restoreAllMocks()
  window.open = open
  for (const opened of windows.splice(0)) opened.close()
  sessionStorage.clear()
  localStorage.clear()
  history.replaceState(null, '', location.pathname)
  // What goes to Intuit from this frame goes there in the window around it.
  const top = window.top ?? window
  top.history.replaceState(top.history.state, '', top.location.pathname + top.location.search)
  for (const element of [document.documentElement, document.body]) {
    for (const name of ['style', 'dir']) element.removeAttribute(name)
  }
  const left = [...document.body.children].map(({ outerHTML }) => outerHTML)
  document.body.replaceChildren()
  expect(left, 'nothing is left on the page').toEqual([])
  expect(errors, 'nothing is said in the console').toEqual([])
})
