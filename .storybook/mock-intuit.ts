// The stories' end of the stand-in for Intuit's window (mock-intuit/), and a person who chooses there by themselves.
import type { Connection } from '../packages/contract/src/index.ts'

const CHANNEL = 'mooring.storybook.intuit'

type Company = Connection['company']

/** The companies to choose from; the stand-in's page lists the same. */
const COMPANIES: readonly Company[] = [
  { realmId: null, realmIdLast4: '1234', name: 'Harbor Tea Co.', country: 'US' },
  { realmId: null, realmIdLast4: '5678', name: 'Northwind Bakery', country: 'CA' },
]

/** What a person did there: chose a company by its name, or none. */
interface Choice {
  attempt: string
  company: string | null
}

/** The address of the stand-in for one attempt. */
export const mockIntuitUrl = (attempt: string): string =>
  new URL(`mock-intuit/index.html?attempt=${encodeURIComponent(attempt)}`, document.baseURI).href

/** Calls back once with the company a person chose for this attempt; null where they said no. */
export function onceDecided(attempt: string, decided: (company: Company | null) => void): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<Choice>) => {
    if (data.attempt !== attempt) return
    channel.close()
    decided(COMPANIES.find(({ name }) => name === data.company) ?? null)
  }
}

function choose(choice: Choice): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.postMessage(choice)
  channel.close()
}

/** A company by its name; null says no; undefined leaves the window open. */
type Wish = string | null | undefined

function visit(address: string, company: Wish): void {
  if (company === undefined) return
  choose({ attempt: new URL(address).searchParams.get('attempt') ?? '', company })
}

function insteadOfOpen(replacement: typeof window.open): () => void {
  const { open } = window
  window.open = replacement
  return () => {
    window.open = open
  }
}

/**
 * For the `beforeEach` of a story that plays: windows open to someone who chooses at once, and no window is really opened.
 * @param companies what is chosen in each window in turn
 * @returns how to undo it
 */
export function personAtIntuit(...companies: Wish[]): () => void {
  let windows = 0
  return insteadOfOpen(() => {
    const company = companies[windows]
    windows += 1
    const replace = (address: string) => visit(address, company)
    return { document: { body: {} }, location: { replace }, close() {}, focus() {} } as unknown as Window
  })
}

/**
 * The same where the browser blocks windows: this page goes to Intuit and is back at once.
 * @param company what is chosen there
 * @returns how to undo it
 */
export function personWithoutWindows(company: Wish): () => void {
  const restore = insteadOfOpen(() => null)
  const stay = (event: NavigateEvent) => {
    const { url } = event.destination
    if (!url.includes('/mock-intuit/')) return
    event.preventDefault()
    visit(url, company)
  }
  // A story is in a frame of its own site: the window around it goes.
  const { navigation } = window.top ?? window
  navigation.addEventListener('navigate', stay)
  return () => {
    navigation.removeEventListener('navigate', stay)
    restore()
  }
}
