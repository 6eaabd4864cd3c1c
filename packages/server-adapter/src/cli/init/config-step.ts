// The file with the config, and its step.
import path from 'node:path/posix'
import { CONFIG_FOLDERS, CONFIG_NAMES } from '../config-names.ts'
import { created, type Step } from './plan.ts'
import type { Project } from './project.ts'
import { inStyle, type Style } from './style.ts'
import { type ConfigTemplate, configTemplate } from './templates/config.ts'

export interface ConfigFile {
  readonly path: string
  readonly isThere: boolean
}

/** The config that is there, or where a new one goes. @param folder of the new one @param name of the new one */
export function findConfig(project: Project, folder: string, name: string): ConfigFile {
  const candidates = CONFIG_FOLDERS.flatMap((each) => CONFIG_NAMES.map((one) => path.join(each, one)))
  const there = candidates.find((file) => project.text(file) !== null)
  return there === undefined
    ? { path: path.join(folder, name), isThere: false }
    : { path: there, isThere: true }
}

export const configStep = (file: ConfigFile, template: ConfigTemplate, style: Style): Step =>
  file.isThere
    ? { kind: 'unchanged', path: file.path, why: 'it is there already' }
    : created(file.path, inStyle(style, configTemplate(template)))

/** How one file imports another. @param ending of TypeScript files; files of JavaScript have their own in modules */
export function importPath(
  from: string,
  to: string,
  { ending, isCommonJs }: { ending: string; isCommonJs: boolean },
): string {
  const relative = path.relative(path.dirname(from), to)
  const bare = relative.replace(/\.(?:ts|tsx|js)$/, '')
  const isTs = /\.tsx?$/.test(to)
  const extension = isTs ? ending : isCommonJs || !/\.js$/.test(to) ? '' : '.js'
  return `${relative.startsWith('.') ? '' : './'}${bare}${extension}`
}
