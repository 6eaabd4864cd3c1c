// A section of the kit's README, so that docs and README cannot differ.
import { Markdown } from '@storybook/addon-docs/blocks'
import type { ReactElement } from 'react'
import readme from '../../packages/ui/README.md?raw'
import './docs.css'

// Files beside the README are not there in Storybook: their names stay.
const LINK_TO_A_FILE = /\[([^\]]+)\]\((?!https?:|\?)[^)]+\)/g

/** @throws where the README has no such section */
export function Readme({ section }: { section: string }): ReactElement {
  const [, text] = readme.split(`\n## ${section}\n`)
  if (text === undefined) throw new Error(`The README has no section "${section}".`)
  return <Markdown>{text.split('\n## ')[0]?.replace(LINK_TO_A_FILE, '$1') ?? ''}</Markdown>
}
