// Reads what a command is given to check: an exported history, and the key it must be signed with.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type EvidenceFile, NotEvidence, readEvidence } from '../history/evidence-file.ts'
import { readPublicKey, type Verifier } from '../signatures/signing-key.ts'
import { WrongUse } from './command.ts'
import type { Terminal } from './terminal.ts'

type Folder = Pick<Terminal, 'cwd'>

/** @throws WrongUse */
export async function readFileOf(word: string, { cwd }: Folder): Promise<EvidenceFile> {
  const file = path.resolve(cwd, word)
  try {
    return readEvidence(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof NotEvidence) throw new WrongUse(`${word} ${error.message}`)
    throw new WrongUse(
      existsSync(file)
        ? `${word} can\u2019t be read.`
        : `There is no file ${word}, and it is not an id of a connection either.`,
    )
  }
}

const NO_KEY =
  'is no Ed25519 public key: give the one that mooring keys public prints, or a file with it or with its PEM.'

/** @param given the key itself, or a file with it; undefined where none is given. @throws WrongUse */
export async function readKeyOf(given: string | undefined, { cwd }: Folder): Promise<Verifier | null> {
  if (given === undefined) return null
  const file = path.resolve(cwd, given)
  const text = existsSync(file) ? await readFile(file, 'utf8').catch(() => '') : given
  const key = readPublicKey(text)
  // What was given is not repeated: it may be the private half.
  if (key === null) throw new WrongUse(`What --public-key names ${NO_KEY}`)
  return key
}
