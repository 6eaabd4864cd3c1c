// The one Chromium of an end-to-end run: started before its first file, ended after its last.
import { chromium } from 'playwright'
import type { TestProject } from 'vitest/node'
import { chromiumArgs, findChromium } from '../scripts/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where playwright connects to the browser. */
    browser: string
  }
}

export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({ executablePath: await findChromium(), args: chromiumArgs })
  provide('browser', server.wsEndpoint())
  return async () => await server.close()
}
