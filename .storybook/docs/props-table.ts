// What the table of props says: unions by their members, and defaults in their column.
import type { ArgTypesEnhancer } from 'storybook/internal/types'

/** What was found in the component's types. */
interface FoundProps {
  __docgenInfo?: { props?: Readonly<Record<string, { tsType?: { raw?: string; name: string } }>> }
}

const DEFAULT = /\s*@default\s+(.*)$/s

/** Reads `@default` of a prop's docstring, and the text of a union. */
export const plainProps: ArgTypesEnhancer = ({ argTypes, component }) => {
  const found = (component as FoundProps | undefined)?.__docgenInfo?.props ?? {}
  return Object.fromEntries(
    Object.entries(argTypes).map(([name, prop]) => {
      const { description = '', table } = prop
      const [, byDefault] = DEFAULT.exec(description) ?? []
      const summary = found[name]?.tsType?.raw?.replaceAll(/\s+/g, ' ') ?? table?.type?.summary
      const defaultValue = byDefault ? { summary: byDefault } : table?.defaultValue
      const type = summary ? { summary } : table?.type
      return [
        name,
        { ...prop, description: description.replace(DEFAULT, ''), table: { ...table, type, defaultValue } },
      ]
    }),
  )
}
