'use client'
// By what connections are filtered.
import { REASONS, type Reason, STATUS_TABLE, STATUSES, type Status } from '@mooring/contract'
import {
  Fragment,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useInsertionEffect,
  useRef,
  useState,
} from 'react'
import { messageOf } from '../../core/message-of.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { Button } from '../button/Button.tsx'
import type { BoardFilter } from './operations-board-props.ts'
import { useBoard } from './useBoard.ts'

/** How long a pause in typing is before the search (ms). */
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
  // Fields of before are gone then, with what was typed and not yet applied.
  const [clearings, setClearings] = useState(0)
  const clear = () => {
    choose({ section, connectionId })
    setClearings(clearings + 1)
  }
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
            {messageOf(words.reasons, one)}
          </option>
        ))}
      </Choice>
      <Fragment key={clearings}>
        <TextFilter name="company" label={words.filterCompany} hint={words.filterCompanyHint} />
        <TextFilter name="tenant" label={words.filterTenant} hint={words.filterTenantHint} />
      </Fragment>
      {isFiltered(filter) && <Button onClick={clear}>{words.clear}</Button>}
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

/** Searched once typing pauses, and at once with Enter or on leaving the field. */
function TextFilter({ name, label, hint }: TextFilterProps): ReactElement {
  const { filter, choose } = useBoard()
  const id = useId()
  const given = filter[name] ?? ''
  const [text, setText] = useState(given)
  const [lastGiven, setLastGiven] = useState(given)
  if (given !== lastGiven) {
    setLastGiven(given)
    if (given !== text.trim()) setText(given)
  }
  const apply = (typed: string) => {
    const wanted = typed.trim()
    if (wanted !== given) choose({ ...filter, [name]: wanted || undefined })
  }
  const { soon, cancel } = useSoon(apply)
  const applyNow = () => {
    cancel()
    apply(text)
  }
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
        onKeyDown={({ key }) => key === 'Enter' && applyNow()}
        onBlur={applyNow}
      />
      <small id={`${id}-hint`} className="mooring-muted">
        {hint}
      </small>
    </div>
  )
}

interface Soon {
  /** Calls it with the last value, once no other has come for a while. */
  soon: (value: string) => void
  cancel: () => void
}

function useSoon(work: (value: string) => void): Soon {
  const latest = useRef(work)
  useInsertionEffect(() => {
    latest.current = work
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const cancel = () => clearTimeout(timer.current)
  const soon = (value: string) => {
    cancel()
    timer.current = setTimeout(() => latest.current(value), PAUSE_MS)
  }
  return { soon, cancel }
}
