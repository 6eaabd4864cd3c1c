// Tells the page that opened this one what was chosen, and closes.
const attempt = new URLSearchParams(location.search).get('attempt')
const channel = new BroadcastChannel('mooring.storybook.intuit')

const decide = (allowed) => () => {
  channel.postMessage({ attempt, allowed })
  window.close()
}

document.querySelector('#connect').addEventListener('click', decide(true))
document.querySelector('#no-thanks').addEventListener('click', decide(false))
