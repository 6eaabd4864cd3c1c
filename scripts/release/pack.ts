// `pnpm tarballs`: the packages as they would be published, in tarballs/, to be installed from a clone.
import path from 'node:path'
import { root } from './packages.ts'
import { packTarballs } from './tarballs.ts'

for (const { filename } of packTarballs(path.join(root, 'tarballs'))) console.log(path.basename(filename))
