// @vitest-environment jsdom
// Pages in jsdom.
import { pageLaws } from './page-laws.tsx'

pageLaws()
