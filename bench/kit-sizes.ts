// What a browser loads of the built kit, as the sizes' check prints it.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { report } from './report.ts'

const CHECK = fileURLToPath(new URL('../scripts/check-sizes.mjs', import.meta.url))
/** `ok 21.38 kB every component … (limit 21.45, goal 22)` */
const LINE = /^\S+\s+(?<kb>[\d.]+) kB\s+(?<what>.+?) \(limit [\d.]+(?:, goal (?<goal>[\d.]+))?\)$/

export function benchKitSizes(): void {
  const printed = execFileSync(process.execPath, [CHECK], { encoding: 'utf8' })
  for (const line of printed.split('\n')) {
    const groups = LINE.exec(line)?.groups
    if (groups === undefined) continue
    const { kb = '', what = '', goal } = groups
    const measured = Number(kb)
    report(what, `${kb} kB`, goal === undefined ? '' : { measured, atMost: Number(goal), unit: 'kB' })
  }
}
