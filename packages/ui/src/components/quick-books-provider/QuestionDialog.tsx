'use client'
// The dialog that an attempt's outcome asks for, on the page that started the attempt.
import type { ReactElement } from 'react'
import type { Question } from '../../authorization/flow.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { CompanyMismatchDialog } from '../company-mismatch-dialog/CompanyMismatchDialog.tsx'
import { ConfirmCompanyDialog } from '../confirm-company-dialog/ConfirmCompanyDialog.tsx'

/** The dialogs themselves, before the server has to be asked for them at the worst moment. */
export const loadPanels = async (): Promise<void> => {
  await Promise.all([
    import('../confirm-company-dialog/ConfirmCompanyPanel.tsx'),
    import('../company-mismatch-dialog/CompanyMismatchPanel.tsx'),
  ])
}

export function QuestionDialog({ question }: { question: Question }): ReactElement {
  const { flows } = useMooring()
  const { connectionId, target } = question
  const close = () => flows.ask(null)
  return question.kind === 'confirm' ? (
    <ConfirmCompanyDialog key={connectionId} open {...{ connectionId, target }} onOpenChange={close} />
  ) : (
    <CompanyMismatchDialog
      open
      {...{ connectionId, target }}
      problem={question.problem}
      onOpenChange={close}
    />
  )
}
