// Two companies in every state of the connection that was to be re-authorized.
import { problemFixture } from '@mooring/contract/fixtures'
import type { Meta } from '@storybook/react-vite'
import { CompanyMismatchDialog } from './CompanyMismatchDialog.tsx'

const meta: Meta<typeof CompanyMismatchDialog> = {
  title: 'Every state/CompanyMismatchDialog',
  component: CompanyMismatchDialog,
  tags: ['every-state'],
  args: {
    open: true,
    onOpenChange: () => {},
    problem: problemFixture('company_mismatch', {
      expectedCompany: 'Harbor Tea Co.',
      authorizedCompany: 'Northwind Bakery',
    }),
  },
}
export default meta
export * from '../../../../../.storybook/states.ts'
