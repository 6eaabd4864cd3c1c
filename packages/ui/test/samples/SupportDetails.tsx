// Of a connection, and of an attempt that failed.
import { SupportDetails } from '@mooring/ui'

interface HelpProps {
  connectionId: string
  attemptId: string
}

export function Help({ connectionId, attemptId }: HelpProps) {
  return (
    <>
      <SupportDetails connectionId={connectionId} />
      <SupportDetails attemptId={attemptId} />
    </>
  )
}
