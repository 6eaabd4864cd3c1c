'use client'
// What a switch does, and, where it may cost data, the name that has to be typed before it goes on.
import type { Connection, DisconnectImpact } from '@mooring/contract'
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { distinguishCompanies } from '../../core/distinguish-companies.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useDialogMessages } from '../../hooks/useDialogMessages.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { DataUseText } from '../authorization-guide/DataUseText.tsx'
import { Button } from '../button/Button.tsx'

interface SwitchConsentProps {
  connection: Connection
  /** The other company, where it is known already: then its name is typed. */
  to?: string
  /** What ending the connection does; undefined while it is being asked for. */
  impact: DisconnectImpact | null | undefined
  onConsent: () => void
}

/** Copied from the sentence above, a name may have brought along what isolates it there; no one has to type the dots of an id. */
const plain = (name: string) =>
  name
    .replace(/[\u2066-\u2069•()]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase()

export function SwitchConsent({ connection, to, impact, onConsent }: SwitchConsentProps): ReactElement {
  const words = useDialogMessages()
  const { words: first } = useMooring()
  const [text, setText] = useState('')
  const { connections, dataUse } = useConnections()
  const from = distinguishCompanies(connection, connections).company.name ?? first.thisCompany
  const toType = to ?? (impact?.deletes.length ? from : null)
  const agrees = toType === null ? impact !== undefined : plain(text) === plain(toType)

  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    if (key === 'Enter' && !nativeEvent.isComposing && agrees) onConsent()
  }
  return (
    // No form: there may be one of the host's around the dialog, and none belongs into another.
    <div className="mooring-consent">
      {dataUse && <DataUseText dataUse={dataUse} />}
      <p>{to === undefined ? words.switchHow(from) : words.switchWhat(from, to)}</p>
      {toType !== null && (
        <NameField
          name={toType}
          value={text}
          focused={to !== undefined}
          settled={impact !== undefined}
          onChange={setText}
          onKeyDown={onKeyDown}
        />
      )}
      <Button kind={toType === null ? undefined : 'danger'} disabled={!agrees} onClick={onConsent}>
        {words.switchStart}
      </Button>
    </div>
  )
}

interface NameFieldProps {
  name: string
  value: string
  /** Whether it has the focus once it is there. */
  focused: boolean
  /** Whether what is above it is all there. */
  settled: boolean
  onChange: (value: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

function NameField({ name, value, focused, settled, onChange, onKeyDown }: NameFieldProps): ReactElement {
  const words = useDialogMessages()
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  useEffect(() => {
    if (focused) field.current?.focus()
  }, [focused])
  // What came above it may have moved it below the answers.
  useEffect(() => {
    if (settled && field.current?.matches(':focus')) field.current.scrollIntoView?.({ block: 'nearest' })
  }, [settled])
  return (
    <>
      <label htmlFor={id}>{words.switchType(name)}</label>
      <input
        ref={field}
        id={id}
        className="mooring-field"
        value={value}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </>
  )
}
