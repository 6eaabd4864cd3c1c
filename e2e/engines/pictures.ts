// What was seen on the way, for a person to see: only where MOORING_PICTURES names a folder.
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Tab } from './tab.ts'

/** @param name in plain words; it names the file */
export async function savePicture(tab: Tab, name: string): Promise<void> {
  const folder = process.env.MOORING_PICTURES
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, `${name.toLowerCase().replaceAll(' ', '-')}.png`), await tab.picture())
}
