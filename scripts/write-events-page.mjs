// Writes docs/events.md anew.
import { writeFileSync } from 'node:fs'
import { EVENTS } from '../packages/contract/src/events.ts'
import { eventsPage } from './events-page.mjs'

writeFileSync(new URL('../docs/events.md', import.meta.url), eventsPage(EVENTS))
