// Where lines go in a host's source, and where none are added.
import { describe, expect, it } from 'vitest'
import { withInsertion } from './edit-source.ts'

const edit = (text: string) =>
  withInsertion(text, {
    after: /^\s*(?:const|var) (\w+)(?: *:[^=]+)? *= *(?:create|require\('create'\))\(/,
    line: (name) => `mount(${name})`,
    importLine: "import { mount } from './mount'",
  })

describe('adds behind the head and behind the statement', () => {
  it.each([
    [
      "import a from 'a'\nconst app = create()\nnext()\n",
      "import a from 'a'\nimport { mount } from './mount'\nconst app = create()\nmount(app)\nnext()\n",
    ],
    [
      "import {\n  a,\n} from 'a'\n\nconst x = create({\n  b: '({[',\n})\n",
      "import {\n  a,\n} from 'a'\nimport { mount } from './mount'\n\nconst x = create({\n  b: '({[',\n})\nmount(x)\n",
    ],
    [
      "#!/usr/bin/env node\n'use strict'\n// a note\nvar app = create();\n",
      "#!/usr/bin/env node\n'use strict'\n// a note\nimport { mount } from './mount'\nvar app = create();\nmount(app)\n",
    ],
    [
      "const app = require('create')()\n",
      "import { mount } from './mount'\nconst app = require('create')()\nmount(app)\n",
    ],
    [
      "import 'a'\r\nfunction f() {\r\n  const app = create()\r\n}\r\n",
      "import 'a'\r\nimport { mount } from './mount'\r\nfunction f() {\r\n  const app = create()\r\n  mount(app)\r\n}\r\n",
    ],
  ])('%j', (before, after) => {
    expect(edit(before)).toBe(after)
  })
})

describe('adds nothing', () => {
  it.each([
    ['without a server', "import a from 'a'\n"],
    ['with two', 'const a = create()\nconst b = create()\n'],
    ['where the statement goes on', 'const app = create()\n  .route()\n'],
    ['where it never ends', 'const app = create({\n'],
  ])('%s', (_what, text) => {
    expect(edit(text)).toBeNull()
  })
})
