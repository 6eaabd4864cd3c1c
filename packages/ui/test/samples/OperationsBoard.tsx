// The whole page of the staff; an entry and a style sheet of its own.
import { QuickBooksProvider } from '@mooring/ui'
import { OperationsBoard } from '@mooring/ui/operations-board'
import '@mooring/ui/styles.css'
import '@mooring/ui/operations-board.css'

export function Operations() {
  return (
    <QuickBooksProvider basePath="/api/quickbooks">
      <OperationsBoard />
    </QuickBooksProvider>
  )
}
