// Renders components inside a provider on a fake adapter, as a host does.
import { FIXTURE_NOW } from '@mooring/contract/fixtures'
import { render } from '@testing-library/react'
import { type ReactNode, StrictMode } from 'react'
import { QuickBooksProvider, type QuickBooksProviderProps } from '../src/index.ts'
import type { TestAdapter } from './test-adapter.ts'

export function renderInProvider(
  adapter: TestAdapter,
  ui: ReactNode,
  props: Partial<QuickBooksProviderProps> = {},
) {
  const page = (children: ReactNode) => (
    <StrictMode>
      <QuickBooksProvider
        basePath="/api/quickbooks"
        fetch={adapter.fetch}
        locale="en"
        now={() => Date.parse(FIXTURE_NOW)}
        {...props}
      >
        {children}
      </QuickBooksProvider>
    </StrictMode>
  )
  const rendered = render(page(ui))
  return { ...rendered, rerender: (next: ReactNode) => rendered.rerender(page(next)) }
}
