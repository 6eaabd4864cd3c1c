// A place of your own for it; `problem` is the attempt's and names both companies.
import { CompanyMismatchDialog, type CompanyMismatchDialogProps } from '@mooring/ui'

export function Mismatch(props: Omit<CompanyMismatchDialogProps, 'open'>) {
  return <CompanyMismatchDialog open {...props} />
}
