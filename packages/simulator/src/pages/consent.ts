// The consent page: which app gets access to which company.
import type { Company, User } from '../world.ts'
import { type Flow, frame, type Html, html, signedInAs, within } from './layout.ts'

/** What the consent page shows. */
export interface ConsentView extends Flow {
  readonly person: User
  /** Null when the app asks for the person's profile only. */
  readonly company: Company | null
  /** Whether another company could have been chosen. */
  readonly others: boolean
}

/** The consent page. */
export function consentPage({ person, company, others, ...flow }: ConsentView): Html {
  return frame(
    company ? `Connect ${company.name}?` : 'Share your profile?',
    html`${company ? access(flow.app, company) : html`<p><strong>${flow.app}</strong> will see your name and e-mail address, and no company.</p>`}
<form method="post" action="${within(flow, '/consent')}" class="decision">
${company ? html`<input type="hidden" name="company" value="${company.realmId}">` : null}
<button class="primary" name="decision" value="connect">Connect</button>
<button name="decision" value="deny">No thanks</button>
</form>
${others ? html`<p class="person"><a href="${within(flow, '')}">Choose another company</a></p>` : null}
${signedInAs(person, flow)}`,
  )
}

const access = (app: string, company: Company): Html => html`<dl class="facts">
<div><dt>App</dt><dd>${app}</dd></div>
<div><dt>Company</dt><dd>${company.name} <span class="quiet">${company.country} · ID ending in ${company.realmId.slice(-4)}</span></dd></div>
</dl>
<p>${app} will be able to read and change the books of this company until someone disconnects it.</p>`
