// What is wrong with a connection, in words.
import type { Connection } from '@mooring/contract'
import { describeConnection } from '@mooring/messages/describe-connection'
import { useSpeech } from './useMooring.ts'

/** False where it can be used. */
export function useWhatIsWrong(connection: Connection): string | false {
  const { headline, detail } = describeConnection(connection, useSpeech())
  return !connection.usable && `${headline} ${detail}`
}
