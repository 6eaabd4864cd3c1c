// All languages at once: a server writes to people of each, and can't wait for one.
import { ar } from '../ar/ar.ts'
import { de } from '../de/de.ts'
import { en } from '../en.ts'
import { enComponents } from '../en-components.ts'
import { enLinks } from '../en-links.ts'
import { enOnDemand } from '../en-on-demand.ts'
import { enPanelNames } from '../en-panel-names.ts'
import { enPanels } from '../en-panels.ts'
import { enWrites } from '../en-writes.ts'
import { es } from '../es/es.ts'
import { fr } from '../fr/fr.ts'
import { isolating } from '../isolation.ts'
import { ja } from '../ja/ja.ts'
import type { Language } from '../languages.ts'
import type { Messages } from '../messages.ts'
import { ar as arNotices } from './ar.ts'
import { de as deNotices } from './de.ts'
import { en as enNotices } from './en.ts'
import { es as esNotices } from './es.ts'
import { fr as frNotices } from './fr.ts'
import { ja as jaNotices } from './ja.ts'
import type { NoticeWords } from './words.ts'

/** The words of the kit, and those of notices. */
export interface Books {
  readonly kit: Messages
  readonly notices: NoticeWords
}

const OTHERS: ReadonlyMap<string, { readonly kit: Language; readonly notices: NoticeWords }> = new Map([
  ['ar', { kit: ar, notices: arNotices }],
  ['de', { kit: de, notices: deNotices }],
  ['es', { kit: es, notices: esNotices }],
  ['fr', { kit: fr, notices: frNotices }],
  ['ja', { kit: ja, notices: jaNotices }],
])

/** @param tag a canonical BCP 47 tag; English for a language that is not among the six */
export function booksOf(tag: string): Books {
  const other = OTHERS.get(tag.replace(/-.*/, ''))
  const notices = isolating({ ...(other?.notices ?? enNotices) }, tag)
  if (other) return { kit: other.kit(tag), notices }
  return {
    kit: isolating(
      { ...en, ...enComponents, ...enOnDemand, ...enPanelNames, ...enPanels, ...enWrites, ...enLinks },
      'en',
    ),
    notices,
  }
}
