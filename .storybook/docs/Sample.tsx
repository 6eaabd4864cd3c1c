// Code to copy: a file of the kit's samples, where its types are checked.
import { Markdown } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'

const files = import.meta.glob<string>('../../packages/ui/test/samples/*.tsx', {
  query: '?raw',
  import: 'default',
  eager: true,
})

// Of the file, not of the code.
const FIRST_COMMENT = /^\/\/.*\n/

/** @throws where there is no such sample */
export function Sample({ of }: { of: string }): ReactElement {
  const [, code] = Object.entries(files).find(([path]) => path.endsWith(`/${of}.tsx`)) ?? []
  if (code === undefined) throw new Error(`There is no sample of ${of}.`)
  return <Markdown>{`\`\`\`tsx\n${code.replace(FIRST_COMMENT, '')}\`\`\``}</Markdown>
}
