// A company whose name is not known, in French.
import { expect, it } from 'vitest'
import { fr } from './fr.ts'

const { disconnectWhat, syncNever, thisCompany } = fr('fr')

it.each([
  ['with a capital where it stands alone', thisCompany, 'Votre entreprise'],
  [
    'with a capital where it begins a sentence',
    syncNever(thisCompany),
    'Votre entreprise n’a pas encore été synchronisée.',
  ],
  [
    'small inside a sentence',
    disconnectWhat(thisCompany),
    'Cela met fin à la connexion avec votre entreprise.',
  ],
  [
    'not in the place of a name',
    disconnectWhat('Une Belle Vie'),
    'Cela met fin à la connexion avec Une Belle Vie.',
  ],
])('is written %s', (_, text, expected) => {
  expect(text).toBe(expected)
})
