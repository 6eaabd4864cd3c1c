// What the menu does at the adapter by itself: a test, and the details for support.
import type { Connection, SupportBundle } from '@mooring/contract'
import { ROUTES, routePath } from '@mooring/contract'
import { putConnection } from '../../client/connection-list.ts'
import { problemOf } from '../../client/problem-error.ts'
import { useMooring } from '../../hooks/useMooring.ts'
import { useSpeech } from '../../hooks/useSpeech.ts'
import { useWordsOnDemand } from '../../hooks/useWordsOnDemand.ts'
import { describeConnection } from '../../messages/describe-connection.ts'
import { copyOrSave } from '../support-details/copy-or-save.ts'
import type { MenuNote } from './ActionsMenu.tsx'

export function useConnectionActions({ id }: Connection, onNote: (note: MenuNote) => void) {
  const { client, list, queryClient, announcer, flows } = useMooring()
  const words = useWordsOnDemand()
  const speech = useSpeech()

  const say = (text: string) => {
    announcer.say(text)
    onNote({ text })
  }
  const attempt = async (work: () => Promise<string>) => {
    try {
      say(await work())
    } catch (thrown) {
      const problem = problemOf(thrown)
      onNote({ problem })
      flows.report(problem)
    }
  }
  const test = () =>
    attempt(async () => {
      say(words.testing)
      const connection = await client.post<Connection>(routePath(ROUTES.verify.path, id))
      putConnection(queryClient, list, connection)
      const { headline, detail } = describeConnection(connection, speech)
      return `${headline} ${detail}`
    })
  const copySupport = () =>
    attempt(async () => {
      const bundle = await client.get<SupportBundle>(routePath(ROUTES.support.path, id))
      const how = await copyOrSave(
        `quickbooks-support-${bundle.reference}.json`,
        JSON.stringify(bundle, null, 2),
      )
      return how === 'copied' ? words.supportCopied : words.supportSaved
    })
  return { test, copySupport }
}
