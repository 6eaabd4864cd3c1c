// Waits of the tests in a DOM: a busy machine is slow, not wrong.
import { configure } from '@testing-library/react'

configure({ asyncUtilTimeout: 10_000 })
