// A stand-in for Intuit's window: a page made in memory, which tells the mock server what was chosen.

/** The channel on which the page tells `{ attempt, allowed }`. */
export const MOCK_INTUIT_CHANNEL = 'mooring.storybook.intuit'

const page = (attempt: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Stand-in for Intuit</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:24rem;margin:15vh auto;padding:0 1rem}
button{font:inherit;padding:.5rem 1rem;margin-inline-end:.5rem}</style>
<h1>Stand-in for Intuit</h1><p>Let this app use Harbor Tea Co.?</p>
<button data-allowed="yes">Connect</button><button data-allowed="">No thanks</button>
<script>
const channel = new BroadcastChannel('${MOCK_INTUIT_CHANNEL}')
for (const button of document.querySelectorAll('button')) button.onclick = () => {
  channel.postMessage({ attempt: '${attempt}', allowed: Boolean(button.dataset.allowed) })
  window.close()
}
</script></html>`

/** The address of the page for one attempt, for a popup to open. */
export const mockIntuitUrl = (attempt: string): string =>
  URL.createObjectURL(new Blob([page(attempt)], { type: 'text/html' }))

/** Calls back once with what the person chose for this attempt. */
export function onceDecided(attempt: string, decided: (allowed: boolean) => void): void {
  const channel = new BroadcastChannel(MOCK_INTUIT_CHANNEL)
  channel.onmessage = ({ data }: MessageEvent<{ attempt: string; allowed: boolean }>) => {
    if (data.attempt !== attempt) return
    channel.close()
    decided(data.allowed)
  }
}
