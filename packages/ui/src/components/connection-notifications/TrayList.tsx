'use client'
// What is in the tray; loaded when it is about to be opened.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import type { ReactElement } from 'react'
import { useComponentMessages } from '../../hooks/useComponentMessages.ts'
import { useConnections } from '../../hooks/useConnections.ts'
import { useLazyModule, useSpeech } from '../../hooks/useMooring.ts'
import { useMooringContext } from '../../provider/context.ts'
import { Button } from '../button/Button.tsx'
import { STATUS_MARKS } from '../connection-status/status-marks.ts'
import { Mark } from '../icon/Mark.tsx'
import { type KeysOptions, useKeys } from '../layer/useKeys.ts'

interface TrayListProps extends KeysOptions, Pick<NoteProps, 'onNavigate'> {
  waiting: readonly Connection[]
  news: readonly Connection[]
  /** What is said where there is nothing. */
  calm: string
}

export function TrayList({ waiting, news, calm, onNavigate, ...keys }: TrayListProps): ReactElement {
  useKeys(keys)
  const { connections } = useConnections()
  const checked = connections.filter((one) => one.status === 'checking' && !news.includes(one))
  return (
    <>
      {waiting.length + checked.length + news.length === 0 && <p className="mooring-muted">{calm}</p>}
      {[...waiting, ...checked].map((connection) => (
        <Note key={connection.id} connection={connection} onNavigate={onNavigate} />
      ))}
      {news.map((connection) => (
        <SettingUp key={`${connection.id} setup`} {...{ connection, onNavigate }} />
      ))}
    </>
  )
}

interface NoteProps {
  connection: Connection
  onNavigate: ((connection: Connection) => void) | undefined
}

function Note({ connection, onNavigate }: NoteProps): ReactElement {
  const { headline, detail } = describeConnection(connection, useSpeech())
  const text = (
    <>
      <Mark {...STATUS_MARKS[connection.status]} />
      <span className="mooring-status-text">
        <span className="mooring-headline">{headline}</span> <span className="mooring-detail">{detail}</span>
      </span>
    </>
  )
  const { lazy } = useMooringContext()
  const { connect: canConnect } = useConnections().can
  return (
    <div className="mooring-tray-item">
      {onNavigate ? (
        <button
          type="button"
          className="mooring-tray-note mooring-row"
          onClick={() => onNavigate(connection)}
        >
          {text}
        </button>
      ) : (
        <div className="mooring-tray-note mooring-row">{text}</div>
      )}
      {lazy && <lazy.NextStep {...{ connection, canConnect }} showsSwitch={false} />}
    </div>
  )
}

const loadNews = () => import('../setup-progress/SetupSummary.tsx')

function SettingUp({ connection, onNavigate }: NoteProps): ReactElement | null {
  const words = useComponentMessages()
  const module = useLazyModule(loadNews, true)
  if (!module) return null
  return (
    <div className="mooring-tray-note">
      <module.SetupSummary connection={connection}>
        {onNavigate && <Button onClick={() => onNavigate(connection)}>{words.show}</Button>}
      </module.SetupSummary>
    </div>
  )
}
