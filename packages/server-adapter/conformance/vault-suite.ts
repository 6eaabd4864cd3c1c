// What every vault must do: open what it sealed, where it was sealed, and nothing else.
import { describe, expect, it } from 'vitest'
import { keyIdOfSealed } from '../src/vault/sealed-text.ts'
import { type SealContext, type TokenVault, VaultError } from '../src/vault/token-vault.ts'

const HERE: SealContext = { tenantId: 'tenant-a', subjectId: 'con-1', field: 'refresh_token', generation: 3 }

const ELSEWHERE: Readonly<Record<string, SealContext>> = {
  'another tenant': { ...HERE, tenantId: 'tenant-b' },
  'another connection': { ...HERE, subjectId: 'con-2' },
  'another field': { ...HERE, field: 'access_token' },
  'an older generation': { ...HERE, generation: 2 },
  'names with the border moved': { ...HERE, tenantId: 'tenant-acon', subjectId: '-1' },
  'names that hold what parts them': { ...HERE, tenantId: 'tenant-a","con-1', subjectId: '' },
}

/** Every other spelling of a character. */
function* variants(sealed: string): Generator<string> {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \0é'
  for (let at = 0; at < sealed.length; at++) {
    for (const letter of letters) {
      if (letter !== sealed[at]) yield sealed.slice(0, at) + letter + sealed.slice(at + 1)
    }
  }
}

/**
 * Declares the vault suite in vitest.
 * @param createVault a vault with any key
 */
export function describeVaultConformance(name: string, createVault: () => Promise<TokenVault>): void {
  describe(`${name} as a vault`, () => {
    it.each(['', 'a token', 'é茶😀\0"\n', 'x'.repeat(20_000)])('opens what it sealed: %j', async (plain) => {
      const vault = await createVault()
      const sealed = vault.seal(plain, HERE)
      expect(vault.open(sealed, HERE)).toBe(plain)
      if (plain.length > 2) expect(sealed).not.toContain(plain)
    })

    it.each(Object.entries(ELSEWHERE))('does not open for %s', async (_, context) => {
      const vault = await createVault()
      expect(() => vault.open(vault.seal('a token', HERE), context)).toThrow(VaultError)
    })

    it('opens none of many texts in the place of another (I04)', async () => {
      const vault = await createVault()
      const places = Array.from(
        { length: 60 },
        (_, index): SealContext => ({
          ...{ tenantId: `tenant-${index % 4}`, subjectId: `con-${index % 5}`, generation: index },
          field: index % 2 ? 'access_token' : 'refresh_token',
        }),
      )
      const sealed = places.map((place, index) => vault.seal(`token ${index}`, place))
      for (const [at, text] of sealed.entries()) {
        for (const [to, place] of places.entries()) {
          if (at === to) expect(vault.open(text, place)).toBe(`token ${at}`)
          else expect(() => vault.open(text, place)).toThrow(VaultError)
        }
      }
    })

    it('opens nothing that was altered at any place (I02)', async () => {
      const vault = await createVault()
      let tried = 0
      for (const altered of variants(vault.seal('a token', HERE))) {
        tried++
        expect(() => vault.open(altered, HERE), altered).toThrow(VaultError)
      }
      expect(tried).toBeGreaterThan(3_000)
    })

    it.each(['', '.', 'a token', 'm1', 'm1...', 'm0.a.b.c', `m1.a2V5.${'A'.repeat(16)}.AAAA`])(
      'takes nothing else for a sealed text: %j',
      async (text) => {
        const vault = await createVault()
        expect(() => vault.open(text, HERE)).toThrow(VaultError)
      },
    )

    it('seals the same text differently each time (I12)', async () => {
      const vault = await createVault()
      const nonces = Array.from({ length: 5_000 }, () => vault.seal('a token', HERE).split('.')[2])
      expect(new Set(nonces).size).toBe(5_000)
    })

    it('names its key in what it seals, as the store reads it', async () => {
      const vault = await createVault()
      const sealed = vault.seal('a token', HERE)
      expect(vault.keyIdOf(sealed)).toBe(vault.keyId)
      expect(keyIdOfSealed(sealed)).toBe(vault.keyId)
      expect(() => vault.keyIdOf('a token')).toThrow(VaultError)
    })

    it('tells nothing of a text in its errors', async () => {
      const vault = await createVault()
      const sealed = vault.seal('a token', HERE)
      try {
        vault.open(sealed, { ...HERE, generation: 4 })
        expect.unreachable()
      } catch (error) {
        const shown = `${String(error)} ${JSON.stringify(error)}`
        expect(shown).not.toContain('a token')
        expect(shown).not.toContain(sealed)
        expect(error).toMatchObject({ keyId: vault.keyId })
      }
    })

    it('tags a realm by its environment and digits, and tells none of them', async () => {
      const vault = await createVault()
      const tag = vault.realmTag('sandbox', '9341452000001234')
      expect(vault.realmTag('sandbox', '9341452000001234')).toBe(tag)
      expect(vault.realmTag('production', '9341452000001234')).not.toBe(tag)
      expect(vault.realmTag('sandbox', '9341452000001235')).not.toBe(tag)
      expect(tag).not.toContain('1234')
    })
  })
}
