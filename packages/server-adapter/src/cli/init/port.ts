// The port of a product in development, as its source says it.
import { entryFiles } from './entry-file.ts'
import type { Project } from './project.ts'

const STANDARD = 3000

export function portOf(project: Project): number {
  const own = /^\s*PORT\s*=\s*["']?(\d{2,5})/m.exec(project.text('.env') ?? '')?.[1]
  if (own !== undefined) return Number(own)
  const scripts = Object.values(project.manifest.scripts ?? {}).join('\n')
  const named = /(?:next dev|next start)[^\n&]*?(?:-p|--port)[ =](\d{2,5})/.exec(scripts)?.[1]
  if (named !== undefined) return Number(named)
  const pattern = /(?:\.listen\(\s*|\bport\s*[:=]\s*|PORT\s*(?:\?\?|\|\|)\s*['"]?)(\d{4,5})\b/i
  const found = entryFiles(project).flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])
  return Number(found[0] ?? STANDARD)
}
