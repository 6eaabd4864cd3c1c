// Every word of every language: there, not English, and naming what the English one names.
import { CODES } from '@mooring/contract'
import { problemFixture } from '@mooring/contract/fixtures'
import { describe, expect, it } from 'vitest'
import { describeProblem } from './describe-problem.ts'
import { en } from './en.ts'
import { enComponents } from './en-components.ts'
import { enLinks } from './en-links.ts'
import { enOnDemand } from './en-on-demand.ts'
import { enPanelNames } from './en-panel-names.ts'
import { enPanels } from './en-panels.ts'
import { enWrites } from './en-writes.ts'
import { LANGUAGES, loadLanguage } from './languages.ts'
import type { Translation } from './messages.ts'

type Word = string | ((...facts: unknown[]) => string)

/** Every word by its path, as "headlines.connected". */
function wordsOf(book: object, path = ''): Map<string, Word> {
  const words = new Map<string, Word>()
  for (const [key, word] of Object.entries(book)) {
    if (typeof word !== 'object') words.set(path + key, word)
    else for (const [deeper, own] of wordsOf(word, `${path}${key}.`)) words.set(deeper, own)
  }
  return words
}

/** The names that a sentence may be handed; each must be in it wherever it is in the English one. */
const FACTS = { company: 'Ankerplatz', date: '3.4.2026', checked: 'neulich' }
const COUNTED = [
  'several',
  'attention',
  'notReady',
  'barsTitle',
  'takeBackRemoves',
  'takeBackLeaves',
  'andMore',
  'tookBack',
  'historyTimes',
  'historyUnbroken',
]
const MISMATCH = problemFixture('company_mismatch', {
  expectedCompany: 'Ankerplatz',
  authorizedCompany: 'Nordwind',
})

function sentence(path: string, word: Word): string {
  if (typeof word === 'string') return word
  if (COUNTED.includes(path)) return word(7)
  if (path.startsWith('problems.')) return word(MISMATCH)
  return /^(headlines|details)\./.test(path) ? word(FACTS) : word('Ankerplatz', 'Nordwind')
}

const NAMES = ['Ankerplatz', 'Nordwind', '3.4.2026', 'neulich', '7']
const namedIn = (text: string) => NAMES.filter((name) => text.includes(name))

const english = wordsOf({
  ...en,
  ...enComponents,
  ...enOnDemand,
  ...enPanelNames,
  ...enPanels,
  ...enWrites,
  ...enLinks,
})

/** What is the same word in another language too. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  ar: ['quickBooks'],
  de: [
    'quickBooks',
    'sandbox',
    'supportCode',
    'entryCode',
    'entryHash',
    'checkTitles.webhooks',
    'counts.webhooks',
  ],
  es: ['quickBooks', 'helpfulNo', 'checkTitles.webhooks', 'counts.webhooks'],
  fr: ['quickBooks', 'supportCode', 'entryCode', 'supportContact', 'checkTitles.webhooks', 'counts.webhooks'],
  ja: ['quickBooks'],
}

async function languageOf(locale: string): Promise<Translation> {
  const language = await loadLanguage(locale)
  if (!language) throw new Error(`There are no words for ${locale}.`)
  return language
}

describe.each([...LANGUAGES.keys()])('%s', (locale) => {
  it('has every word that English has, one for every code, and no other', async () => {
    const { problems, findings, ...rest } = await languageOf(locale)
    expect([...wordsOf(rest).keys()].sort()).toEqual([...english.keys()].sort())
    // What a product's own sync says is shown as it is.
    const codes = Object.keys(CODES).filter((code) => code !== 'sync_failed')
    expect(Object.keys(problems).sort()).toEqual(codes.sort())
    expect(Object.keys(findings)).toHaveLength(18)
  })

  it('leaves no word empty or in English', async () => {
    const words = wordsOf(await languageOf(locale))
    expect([...words].filter(([path, word]) => !sentence(path, word).trim())).toEqual([])
    const same = [...words].flatMap(([path, word]) => {
      const original = english.get(path)
      return original !== undefined && sentence(path, word) === sentence(path, original) ? path : []
    })
    expect(same.sort()).toEqual([...(SAME[locale] ?? [])].sort())
  })

  it('names in each sentence what English names in it', async () => {
    const words = wordsOf(await languageOf(locale))
    const lost = [...english].flatMap(([path, original]) => {
      const [here, there] = [words.get(path) ?? '', original].map((word) => namedIn(sentence(path, word)))
      return String(here) === String(there) ? [] : [[path, here, there]]
    })
    expect(lost).toEqual([])
    const mismatch = sentence(
      'problems.company_mismatch',
      (await languageOf(locale)).problems.company_mismatch as Word,
    )
    expect(namedIn(mismatch)).toEqual(['Ankerplatz', 'Nordwind'])
  })
})

it.each([
  ['de', 1, '1 Verbindung braucht Ihre Aufmerksamkeit'],
  ['de', 2345, '2.345 Verbindungen brauchen Ihre Aufmerksamkeit'],
  ['fr', 1, '1 connexion demande votre attention'],
  ['fr', 3, '3 connexions demandent votre attention'],
  ['es', 1, '1 conexión requiere atención'],
  ['es', 3, '3 conexiones requieren atención'],
  ['ja', 3, '対応が必要な接続が 3 件あります'],
  ['ar', 0, 'لا توجد اتصالات تحتاج إلى انتباه'],
  ['ar', 1, 'اتصال واحد يحتاج إلى انتباه'],
  ['ar', 2, 'اتصالان يحتاجان إلى انتباه'],
  ['ar', 3, '3 اتصالات تحتاج إلى انتباه'],
  ['ar', 11, '11 اتصالًا يحتاج إلى انتباه'],
  ['ar', 100, '100 اتصال يحتاج إلى انتباه'],
  ['ar-EG', 3, '٣ اتصالات تحتاج إلى انتباه'],
])('counts in %s: %i', async (locale, count, text) => {
  expect((await languageOf(locale)).attention(count)).toBe(text)
})

it.each(['de-AT', 'es-MX', 'ar-EG'])('reads %s as its language', async (locale) => {
  const { connect } = await languageOf(locale)
  expect(connect).toBe((await languageOf(locale.slice(0, 2))).connect)
})

it('has no words for other languages', async () => {
  expect(await loadLanguage('pt-BR')).toBeNull()
  expect(await loadLanguage('constructor')).toBeNull()
})

it.each([
  ['ar', 'Harbor Tea Co.', '\u2068Harbor Tea Co.\u2069'],
  ['ar', 'متجر الشاي', '\u2068متجر الشاي\u2069'],
  ['de', 'متجر الشاي', '\u2068متجر الشاي\u2069'],
  ['de', 'Harbor Tea Co.', 'Harbor Tea Co.'],
])('isolates in %s the name %s where it may run the other way', async (locale, company, shown) => {
  const { headlines, sync } = await languageOf(locale)
  const word = headlines.connected
  expect(typeof word === 'function' && word({ ...FACTS, company })).toContain(shown)
  expect(sync(company)).toContain(shown)
})

it.each([...LANGUAGES.keys()])(
  '%s asks no one to try again what only the product can fix',
  async (locale) => {
    const words = await languageOf(locale)
    for (const code of ['company_unreadable', 'store_unavailable'] as const) {
      const usual = describeProblem(problemFixture(code), words)
      const lasting = problemFixture(code, { action: 'fix_configuration', retryable: false })
      expect(describeProblem(lasting, words)).toBe(words.problems.app_misconfigured)
      expect(describeProblem(lasting, words)).not.toBe(usual)
    }
  },
)
