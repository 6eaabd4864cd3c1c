'use client'
// What the host reads and writes, and how long it stores it; before the consent, and where the company is confirmed. Loaded on demand.
import type { DataUse } from '@mooring/contract'
import type { ReactElement } from 'react'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { FactList } from '../panel/FactList.tsx'

export function DataUseText({ dataUse }: { dataUse: DataUse }): ReactElement {
  const { locale } = useMooring()
  const words = useDialogMessages()
  const { reads, writes, retention, policyUrl } = dataUse
  const list = new Intl.ListFormat(locale)
  const said = (texts: readonly string[]) => (texts.length ? list.format(texts) : words.useNothing)
  return (
    <section className="mooring-data-use" aria-label={words.useTitle}>
      <strong>{words.useTitle}</strong>
      <FactList
        facts={[
          [words.useReads, said(reads)],
          [words.useWrites, said(writes)],
          [words.useRetention, retention],
        ]}
      />
      {policyUrl && (
        <a className="mooring-more" href={policyUrl} target="_blank" rel="noopener noreferrer">
          {words.usePolicy}
        </a>
      )}
    </section>
  )
}
