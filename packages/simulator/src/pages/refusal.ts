// The page of a request that is answered by no redirect.
import { frame, type Html, html } from './layout.ts'

/** Says what is wrong with the request. */
export const refusalPage = (problem: string): Html =>
  frame(
    'This request can’t go on',
    html`<p class="problem" role="alert">${problem}</p>
<p>The app that sent you here made a mistake. Its developer has to fix it; nothing was connected.</p>`,
  )
