// Changesets that wait for a release.
import { globSync } from 'node:fs'
import path from 'node:path'
import { root } from './packages.ts'

/** Whether a file asks for a new version. */
export const hasChangesets = (): boolean =>
  globSync('*.md', { cwd: path.join(root, '.changeset') }).some((file) => file !== 'README.md')
