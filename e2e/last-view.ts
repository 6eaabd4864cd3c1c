// What a test that failed had in front of it: the words of its last line alone rarely say why they were not there.
import type { BrowserContext, Page } from 'playwright'
import type { Visit } from './demo-stage.ts'

const READ_MS = 2_000

/** Every window of all visitors, and what the first one's connections are at the server. */
export async function lastView({ context, troubles }: Visit, origin: string): Promise<string> {
  const contexts = context.browser()?.contexts() ?? [context]
  const windows = await Promise.all(contexts.flatMap((one) => one.pages()).map(viewOf))
  const parts = [...windows, `Connections: ${await connectionsOf(context, origin)}`]
  return [...parts, ...troubles.map((trouble) => `Trouble: ${trouble}`)].join('\n')
}

async function viewOf(page: Page): Promise<string> {
  const shown = await page
    .locator('body')
    .ariaSnapshot({ timeout: READ_MS })
    .catch((error: Error) => `can’t be read: ${error.message}`)
  return `Window at ${page.url()}\n${shown}`
}

async function connectionsOf({ request }: BrowserContext, origin: string): Promise<string> {
  try {
    const answer = await request.get(`${origin}/api/quickbooks/connections`, { timeout: READ_MS })
    return JSON.stringify((await answer.json()).connections)
  } catch (error) {
    return `can’t be read: ${(error as Error).message}`
  }
}
