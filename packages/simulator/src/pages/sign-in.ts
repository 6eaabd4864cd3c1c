// The sign-in page: one click per person, or e-mail and password.
import type { User } from '../world.ts'
import { type Flow, frame, type Html, html, within } from './layout.ts'

/** What the sign-in page shows. */
export interface SignInView extends Flow {
  readonly people: readonly User[]
  readonly problem?: string | undefined
}

/** The sign-in page. */
export function signInPage({ people, problem, ...flow }: SignInView): Html {
  return frame(
    'Sign in',
    html`<p>to connect a company to <strong>${flow.app}</strong></p>
${problem ? html`<p class="problem" role="alert">${problem}</p>` : null}
<form method="post" action="${within(flow, '/sign-in')}">
<ul class="choices">${people.map(person)}</ul>
</form>
<details${problem ? html` open` : null}>
<summary>Use an e-mail and password</summary>
<form method="post" action="${within(flow, '/sign-in')}" class="fields">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="off" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="off" required aria-describedby="hint">
<p id="hint" class="quiet">Everybody’s password is “simulator” unless the world says otherwise.</p>
<button class="primary">Sign in</button>
</form>
</details>`,
  )
}

/** The e-mail is beside the button, so that the button's name is the words on it and no more. */
function person({ id, name, email }: User): Html {
  return html`<li class="choice">
<span class="initials" aria-hidden="true">${initials(name)}</span>
<span class="words"><button class="plain" name="user" value="${id}" aria-describedby="mail-${id}"><span class="lead">Sign in as</span> ${name}</button><span class="quiet" id="mail-${id}">${email}</span></span>
</li>`
}

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
