'use client'
// What a switch does, and the name that has to be typed before it goes on.
import { type FormEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { Button } from '../button/Button.tsx'

interface SwitchConsentProps {
  from: string
  to: string
  onConsent: () => void
}

/** Copied from the sentence above, a name may have brought along what isolates it there. */
const plain = (name: string) =>
  name
    .replace(/[\u2066-\u2069]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLocaleLowerCase()

export function SwitchConsent({ from, to, onConsent }: SwitchConsentProps): ReactElement {
  const words = useWordsOnDemand()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const agrees = plain(typed) === plain(to)
  useEffect(() => field.current?.focus(), [])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (agrees) onConsent()
  }
  return (
    <form className="mooring-consent" onSubmit={submit}>
      <p>{words.switchWhat(from, to)}</p>
      <label htmlFor={id}>{words.switchType(to)}</label>
      <input
        ref={field}
        id={id}
        className="mooring-field"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" kind="danger" disabled={!agrees}>
        {words.mismatchSwitch}
      </Button>
    </form>
  )
}
