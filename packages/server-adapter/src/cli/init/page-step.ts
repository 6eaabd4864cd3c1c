// A page for a back end whose project has a React front end beside it.
import { created, type Step } from './plan.ts'
import { dependsOn, type Project } from './project.ts'
import { inStyle, type Style } from './style.ts'
import { pageTemplate } from './templates/pages.ts'

const CLIENTS = ['src/main.tsx', 'src/App.tsx', 'src/main.jsx', 'src/App.jsx']

/** Null where React is not there, or no front end is where Vite puts one. */
export function pageStep(project: Project, style: Style): Step | null {
  if (dependsOn(project, 'react-dom') === undefined) return null
  const client = CLIENTS.find((file) => project.text(file) !== null)
  if (client === undefined) return null
  const isTs = client.endsWith('.tsx')
  const path = `src/QuickBooksPage.${isTs ? 'tsx' : 'jsx'}`
  if (project.text(path) !== null) return { kind: 'unchanged', path, why: 'it is there already' }
  return created(path, inStyle(style, pageTemplate({ isTs, kind: 'component' })))
}
