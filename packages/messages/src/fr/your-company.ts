// French: what a company is called whose name is not known.
import { smallInside } from '../inside-sentence.ts'

export const yourCompany = 'Votre entreprise'
export const anotherCompany = 'Une autre entreprise'

/** A company's name inside a sentence. */
export const inside = smallInside(yourCompany, anotherCompany)
