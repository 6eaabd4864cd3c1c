// The company picker, and the page of a person who has no company to pick.
import type { Company, User } from '../world.ts'
import { type Flow, frame, type Html, html, signedInAs, within } from './layout.ts'

/** What the picker shows. */
export interface CompanyView extends Flow {
  readonly person: User
  readonly companies: readonly Company[]
  /** Next was pressed without a choice. */
  readonly unchosen: boolean
}

/** The company picker. */
export function companyPage({ person, companies, unchosen, ...flow }: CompanyView): Html {
  return frame(
    'Which company?',
    html`<p id="ask">Choose the company to connect to <strong>${flow.app}</strong>.</p>
${unchosen ? html`<p class="problem" role="alert">Choose a company first.</p>` : null}
<form method="post" action="${within(flow, '/company')}">
<div class="choices" role="radiogroup" aria-labelledby="ask">${companies.map(option)}</div>
<button class="primary">Next</button>
</form>
${signedInAs(person, flow)}`,
  )
}

function option({ realmId, name, country }: Company): Html {
  const id = `company-${realmId}`
  return html`<div class="choice">
<input type="radio" name="company" id="${id}" value="${realmId}" required aria-describedby="${id}-about">
<span class="words"><label for="${id}">${name}</label><span class="quiet" id="${id}-about">${country} · ID ending in ${realmId.slice(-4)}</span></span>
</div>`
}

/** The page of a person who is an admin of no company that could be connected. */
export function noCompanyPage({ person, ...flow }: Flow & { readonly person: User }): Html {
  return frame(
    'No company to connect',
    html`<p>${person.name} is not an admin of any company with a live subscription. Only an admin can connect a company to <strong>${flow.app}</strong>.</p>
<p>Ask an admin of the company to connect it, or sign in as someone else.</p>
<form method="post" action="${within(flow, '/consent')}"><button name="decision" value="deny">Back to ${flow.app}</button></form>
${signedInAs(person, flow)}`,
  )
}
