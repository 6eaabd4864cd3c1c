// @vitest-environment happy-dom
// Pages in happy-dom.
import { pageLaws } from './page-laws.tsx'

pageLaws()
