// How Storybook itself looks: its name, and light or dark as the system is.
import { addons } from 'storybook/manager-api'
import { create, getPreferredColorScheme } from 'storybook/theming'

addons.setConfig({
  theme: create({ base: getPreferredColorScheme(), brandTitle: 'Mooring', brandTarget: '_self' }),
  sidebar: { showRoots: true },
})
