'use client'
// What a switch does, and the name that has to be typed before it goes on.
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
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

  const onKeyDown = ({ key, nativeEvent }: KeyboardEvent) => {
    if (key === 'Enter' && !nativeEvent.isComposing && agrees) onConsent()
  }
  return (
    // No form: there may be one of the host's around the dialog, and none belongs into another.
    <div className="mooring-consent">
      <p>{words.switchWhat(from, to)}</p>
      <label htmlFor={id}>{words.switchType(to)}</label>
      <input
        ref={field}
        id={id}
        className="mooring-field"
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button kind="danger" disabled={!agrees} onClick={onConsent}>
        {words.mismatchSwitch}
      </Button>
    </div>
  )
}
