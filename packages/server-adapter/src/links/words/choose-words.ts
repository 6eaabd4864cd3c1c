// Which of the languages a reader gets: the first that their browser asks for and that is spoken here.
import { ar } from './ar.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import type { LinkWords } from './link-words.ts'

const LINK_LANGUAGES: readonly LinkWords[] = [en, es, fr, de, ja, ar]

/** Ranges of a header that are read: a browser sends a handful. */
const RANGES_READ = 20

/** @param header `Accept-Language` (RFC 9110): ranges, each with the weight it is wanted by */
export function chooseWords(header: string | undefined): LinkWords {
  const wanted = (header ?? '')
    .slice(0, 1000)
    .split(',', RANGES_READ)
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { language } of wanted) {
    const found = LINK_LANGUAGES.find(({ locale }) => locale === language)
    if (found !== undefined) return found
  }
  return en
}

function readRange(range: string): { language: string; weight: number } {
  const [tag = '', ...parameters] = range.split(';')
  const weight = parameters.map((part) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/i.exec(part)?.[1]).find(Boolean)
  const language = (tag.trim().split('-')[0] ?? '').toLowerCase()
  return { language, weight: weight === undefined ? 1 : Number(weight) }
}
