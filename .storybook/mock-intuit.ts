// The mock server's end of the stand-in for Intuit's window (mock-intuit/).

const CHANNEL = 'mooring.storybook.intuit'

/** The address of the stand-in for one attempt. */
export const mockIntuitUrl = (attempt: string): string =>
  new URL(`mock-intuit/index.html?attempt=${encodeURIComponent(attempt)}`, document.baseURI).href

/** Calls back once with what the person chose for this attempt. */
export function onceDecided(attempt: string, decided: (allowed: boolean) => void): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<{ attempt: string; allowed: boolean }>) => {
    if (data.attempt !== attempt) return
    channel.close()
    decided(data.allowed)
  }
}
