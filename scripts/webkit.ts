// Where the WebKit of the long tests comes from: Debian's WebKitGTK, with its small browser and a screen that no one sees.
import { existsSync } from 'node:fs'

/** The programs, by their paths. */
export interface WebKitPrograms {
  /** Of WebDriver. */
  readonly driver: string
  readonly browser: string
  /** An X server without a screen. */
  readonly screen: string
}

/** What is printed where one of them is absent. */
export const WITHOUT_WEBKIT =
  'There is no WebKit here: what runs in it is left out. Install Debian’s webkit2gtk-driver and xvfb.'

const MACHINES = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
const present = (files: readonly string[]) => files.find((file) => existsSync(file))

/** null where one of them is not installed. */
export function findWebKit(): WebKitPrograms | null {
  const driver = present(['/usr/bin/WebKitWebDriver'])
  const browser = present(MACHINES.map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`))
  const screen = present(['/usr/bin/Xvfb'])
  return driver && browser && screen ? { driver, browser, screen } : null
}
