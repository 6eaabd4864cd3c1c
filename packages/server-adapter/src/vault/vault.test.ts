// Keys, the vault and its opening: the law of vaults, and what must never start.
import { createSecretKey, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { memoryGround } from '../../conformance/sqlite-ground.ts'
import { describeVaultConformance } from '../../conformance/vault-suite.ts'
import { createVault } from './aes-gcm-vault.ts'
import { createKeyRing, type EncryptionKey, KeyRingError, SAMPLE_SECRET } from './key-ring.ts'
import type { SealContext } from './token-vault.ts'

const newKey = (id: string): EncryptionKey => ({ id, secret: randomBytes(32).toString('base64') })
const tagKey = createSecretKey(randomBytes(32))
const HERE: SealContext = { tenantId: 'tenant-a', subjectId: 'con-1', field: 'access_token', generation: 1 }

describeVaultConformance('AES-GCM', async () =>
  createVault(createKeyRing([newKey('2026-11'), newKey('2026-05')]), tagKey),
)
describeVaultConformance('AES-GCM, opened on a store', async () => {
  const { openVault } = await import('../keys/open-vault.ts')
  return openVault((await memoryGround()).store(), createKeyRing([newKey('kéy.1')]))
})

describe('a key ring', () => {
  const good = newKey('a').secret
  it.each<[string, unknown, string]>([
    ['no keys', [], 'encryptionKeys is empty'],
    ['no list', undefined, 'encryptionKeys is empty'],
    ['an empty hole', [null], 'encryptionKeys[0] has no id'],
    ['no id', [{ id: ' ', secret: good }], 'encryptionKeys[0] has no id'],
    ['a very long id', [{ id: 'x'.repeat(65), secret: good }], 'at most 64 characters'],
    ['one id twice', [{ id: 'a', secret: good }, newKey('a')], 'two keys with the id "a"'],
    ['no secret', [newKey('a'), { id: 'b' }], 'encryptionKeys[1] ("b"): its secret is not base64'],
    ['no base64', [{ id: 'a', secret: 'hunter2 hunter2 hunter2!' }], 'is not base64'],
    ['a short key', [{ id: 'a', secret: randomBytes(16).toString('base64') }], 'has 16 bytes, not 32'],
    ['a long key', [{ id: 'a', secret: randomBytes(33).toString('base64') }], 'has 33 bytes, not 32'],
    ['hexadecimal', [{ id: 'a', secret: randomBytes(32).toString('hex') }], 'has 48 bytes, not 32'],
    ['zeros', [{ id: 'a', secret: Buffer.alloc(32).toString('base64') }], '32 zero bytes'],
    ["the documentation's key", [{ id: 'a', secret: SAMPLE_SECRET }], "is the documentation's example"],
  ])('refuses %s (I01)', (_, keys, sentence) => {
    const create = () => createKeyRing(keys as EncryptionKey[])
    expect(create).toThrow(KeyRingError)
    expect(create).toThrow(sentence)
  })

  it('says how to fix a bad secret, and never shows it', () => {
    const secret = randomBytes(31).toString('base64')
    expect(() => createKeyRing([{ id: 'a', secret }])).toThrow('openssl rand -base64 32')
    expect(() => createKeyRing([{ id: 'a', secret }])).not.toThrow(secret)
  })

  it('takes base64 and base64url, with padding or without', () => {
    const bytes = randomBytes(32)
    for (const secret of [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      `${bytes.toString('base64url')}=`,
    ]) {
      const vault = createVault(createKeyRing([{ id: 'a', secret }]), tagKey)
      const same = createVault(createKeyRing([{ id: 'a', secret: bytes.toString('base64') }]), tagKey)
      expect(same.open(vault.seal('a token', HERE), HERE)).toBe('a token')
    }
  })

  it('takes a byte that is repeated 32 times, as keys in tests are written', () => {
    const secret = Buffer.alloc(32, 7).toString('base64')
    const vault = createVault(createKeyRing([{ id: 'a', secret }]), tagKey)
    expect(vault.open(vault.seal('a token', HERE), HERE)).toBe('a token')
  })

  it('shows no key when it is inspected (I14)', () => {
    const { id, secret } = newKey('a')
    const ring = createKeyRing([{ id, secret }])
    const shown =
      inspect([ring, ring.first, createVault(ring, tagKey)], { depth: 9, showHidden: true }) +
      JSON.stringify(ring)
    expect(shown).not.toContain(secret)
    expect(shown).not.toContain(Buffer.from(secret, 'base64').toString('hex').slice(0, 16))
  })
})

describe('another key in front', () => {
  it('seals what is new, and the old one opens what is old', () => {
    const [old, young] = [newKey('old'), newKey('young')]
    const before = createVault(createKeyRing([old]), tagKey)
    const after = createVault(createKeyRing([young, old]), tagKey)
    const sealed = before.seal('a token', HERE)
    expect(after.open(sealed, HERE)).toBe('a token')
    expect(after.keyIdOf(after.seal('a token', HERE))).toBe('young')
    expect(() => before.open(after.seal('a token', HERE), HERE)).toThrow(
      'Key "young" is not in encryptionKeys',
    )
    expect(after.realmTag('sandbox', '1')).toBe(before.realmTag('sandbox', '1'))
  })

  it('opens nothing under another id, or with other bytes under its id', () => {
    const [one, two] = [newKey('one'), newKey('two')]
    const sealed = createVault(createKeyRing([one]), tagKey).seal('a token', HERE)
    const other = createVault(createKeyRing([{ ...two, id: 'one' }]), tagKey)
    expect(() => other.open(sealed, HERE)).toThrow('was altered')
    const renamed = sealed.replace(
      Buffer.from('one').toString('base64url'),
      Buffer.from('two').toString('base64url'),
    )
    const both = createVault(createKeyRing([one, { id: 'two', secret: one.secret }]), tagKey)
    expect(() => both.open(renamed, HERE)).toThrow('was altered')
  })
})
