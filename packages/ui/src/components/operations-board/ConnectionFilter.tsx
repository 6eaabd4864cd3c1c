'use client'
// By what connections are filtered.
import { REASONS, type Reason, STATUS_TABLE, STATUSES, type Status } from '@mooring/contract'
import {
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useInsertionEffect,
  useRef,
  useState,
} from 'react'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import { wordOf } from '../panel/word-of.ts'
import type { BoardFilter } from './operations-board-props.ts'
import { useBoard } from './useBoard.ts'

/** How long a pause in typing is before it is looked for (ms). */
const PAUSE_MS = 300

export const isFiltered = ({ status, reason, tenant, company }: BoardFilter): boolean =>
  Boolean(status || reason || tenant || company)

/** The reasons that a status can have; all of them where none is chosen. */
const reasonsOf = (status: Status | undefined): readonly Reason[] =>
  status ? REASONS.filter((reason) => reason in STATUS_TABLE[status]) : REASONS

export function ConnectionFilter(): ReactElement {
  const { words: shared } = useMooring()
  const { words, filter, choose } = useBoard()
  const { status, reason, section, connectionId } = filter
  const chooseStatus = (chosen: string) => {
    const next = (chosen || undefined) as Status | undefined
    const fits = reason && reasonsOf(next).includes(reason)
    choose({ ...filter, status: next, reason: fits ? reason : undefined })
  }
  return (
    <search aria-label={words.filters} className="mooring-board-filter">
      <Choice label={words.filterStatus} value={status ?? ''} onChange={chooseStatus}>
        <option value="">{words.any}</option>
        {STATUSES.map((one) => (
          <option key={one} value={one}>
            {shared.labels[one]}
          </option>
        ))}
      </Choice>
      <Choice
        label={words.filterReason}
        value={reason ?? ''}
        onChange={(chosen) => choose({ ...filter, reason: (chosen || undefined) as Reason | undefined })}
      >
        <option value="">{words.any}</option>
        {reasonsOf(status).map((one) => (
          <option key={one} value={one}>
            {wordOf(words.reasons, one)}
          </option>
        ))}
      </Choice>
      <TextFilter name="company" label={words.filterCompany} hint={words.filterCompanyHint} />
      <TextFilter name="tenant" label={words.filterTenant} hint={words.filterTenantHint} />
      {isFiltered(filter) && <Button onClick={() => choose({ section, connectionId })}>{words.clear}</Button>}
    </search>
  )
}

interface ChoiceProps {
  label: string
  value: string
  onChange: (value: string) => void
  children: ReactNode
}

function Choice({ label, value, onChange, children }: ChoiceProps): ReactElement {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="mooring-field"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {children}
      </select>
    </div>
  )
}

interface TextFilterProps {
  name: 'tenant' | 'company'
  label: string
  hint: string
}

/** Looked for once typing pauses, and at once with Enter. */
function TextFilter({ name, label, hint }: TextFilterProps): ReactElement {
  const { filter, choose } = useBoard()
  const id = useId()
  const given = filter[name] ?? ''
  const [text, setText] = useState(given)
  const [told, setTold] = useState(given)
  if (given !== told) {
    setTold(given)
    if (given !== text.trim()) setText(given)
  }
  const apply = (typed: string) => {
    const wanted = typed.trim()
    if (wanted !== given) choose({ ...filter, [name]: wanted || undefined })
  }
  const soon = useSoon(apply)
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="search"
        className="mooring-field"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={({ target }) => {
          setText(target.value)
          soon(target.value)
        }}
        onKeyDown={({ key }) => key === 'Enter' && apply(text)}
        onBlur={() => apply(text)}
      />
      <small id={`${id}-hint`} className="mooring-muted">
        {hint}
      </small>
    </div>
  )
}

/** Calls it with the last value, once no other has come for a while. */
function useSoon(work: (value: string) => void): (value: string) => void {
  const latest = useRef(work)
  useInsertionEffect(() => {
    latest.current = work
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (value) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => latest.current(value), PAUSE_MS)
  }
}
