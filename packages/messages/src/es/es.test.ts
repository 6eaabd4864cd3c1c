// A company whose name is not known, in Spanish.
import { expect, it } from 'vitest'
import { es } from './es.ts'

const { disconnectWhat, syncNever, thisCompany } = es('es')

it.each([
  ['with a capital where it stands alone', thisCompany, 'Su empresa'],
  [
    'with a capital where it begins a sentence',
    syncNever(thisCompany),
    'Su empresa aún no se ha sincronizado.',
  ],
  ['small inside a sentence', disconnectWhat(thisCompany), 'Esto pone fin a la conexión con su empresa.'],
  ['not in the place of a name', disconnectWhat('Otra Vez'), 'Esto pone fin a la conexión con Otra Vez.'],
])('is written %s', (_, text, expected) => {
  expect(text).toBe(expected)
})
