// Tells the page that opened this one what was chosen, and closes.
const attempt = new URLSearchParams(location.search).get('attempt')
const channel = new BroadcastChannel('mooring.storybook.intuit')
const form = document.querySelector('form')

function decide(company) {
  channel.postMessage({ attempt, company })
  window.close()
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  decide(new FormData(form).get('company'))
})
document.querySelector('#no-thanks').addEventListener('click', () => decide(null))
