// How a project writes its code, so that what is added reads like the rest.
import type { Project } from './project.ts'

export interface Style {
  readonly hasSemicolons: boolean
  readonly quote: "'" | '"'
}

/** @param sample a file of the project's */
export function styleOf(sample: string | null): Style {
  const count = (pattern: RegExp) => sample?.match(pattern)?.length ?? 0
  const imports = /(?:from |require\(|import )(['"])/g
  const quotes = [...(sample ?? '').matchAll(imports)].map(([, quote]) => quote)
  const isDouble = quotes.filter((quote) => quote === '"').length * 2 > quotes.length
  return {
    hasSemicolons:
      count(/;[ \t]*$/gm) >= count(/^\s*(?:import|(?:export )?const|return) .*[^;{([,\s][ \t]*$/gm),
    quote: isDouble ? '"' : "'",
  }
}

/** Templates are written with single quotes and semicolons, which are at the ends of lines alone. */
export const inStyle = ({ hasSemicolons, quote }: Style, template: string): string => {
  const quoted = quote === "'" ? template : template.replaceAll("'", '"')
  return hasSemicolons ? quoted : quoted.replace(/;$/gm, '')
}

/** What of a tsconfig.json decides here; its own `extends` is not followed. */
export interface TypeScriptSetting {
  readonly module: string
  readonly moduleResolution: string
  readonly allowsTsExtensions: boolean
  readonly skipsLibCheck: boolean
}

export function typeScriptSetting(project: Pick<Project, 'text'>): TypeScriptSetting | null {
  const text = project.text('tsconfig.json')
  if (text === null) return null
  const active = text.replace(/^\s*\/\/.*$/gm, '').replace(/(^|\s)\/\*[\s\S]*?\*\//g, '$1')
  const word = (name: string) =>
    new RegExp(`"${name}"\\s*:\\s*"?(\\w+)`).exec(active)?.[1]?.toLowerCase() ?? ''
  return {
    module: word('module'),
    moduleResolution: word('moduleResolution'),
    allowsTsExtensions: [
      'allowImportingTsExtensions',
      'rewriteRelativeImportExtensions',
      'erasableSyntaxOnly',
    ].some((name) => word(name) === 'true'),
    skipsLibCheck: word('skipLibCheck') === 'true',
  }
}

/** Older ways to find modules do not read a package's `exports`. */
export const findsExports = ({ module, moduleResolution }: TypeScriptSetting): boolean =>
  moduleResolution === ''
    ? !/^(commonjs|amd|umd|system|none)$/.test(module)
    : !/^(node|node10|classic)$/.test(moduleResolution)

/** The ending of a relative import of a TypeScript file: as the given file writes it, else as the compiler asks for it. */
export function tsEnding(project: Project, sample: string | null): '' | '.js' | '.ts' {
  const relative = [...(sample ?? '').matchAll(/(?:from|import)\s*\(?['"](\.{1,2}\/[^'"]+)['"]/g)]
  const [, first] = relative[0] ?? []
  if (first !== undefined) return first.endsWith('.js') ? '.js' : first.endsWith('.ts') ? '.ts' : ''
  const setting = typeScriptSetting(project)
  if (setting?.allowsTsExtensions) return '.ts'
  return project.manifest.type === 'module' && setting?.moduleResolution !== 'bundler' ? '.js' : ''
}
