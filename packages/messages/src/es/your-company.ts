// Spanish: what a company is called whose name is not known.
import { smallInside } from '../inside-sentence.ts'

export const yourCompany = 'Su empresa'
export const anotherCompany = 'Otra empresa'

/** A company's name inside a sentence. */
export const inside = smallInside(yourCompany, anotherCompany)
