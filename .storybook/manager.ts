// How Storybook itself looks: its name, and light or dark as the system is.
import { addons } from 'storybook/manager-api'
import { create, getPreferredColorScheme } from 'storybook/theming'

const base = getPreferredColorScheme()

addons.setConfig({
  // A story that is still on its way is no white page in the dark.
  theme: create({
    base,
    brandTitle: 'Mooring',
    brandTarget: '_self',
    appPreviewBg: base === 'dark' ? '#121212' : '#ffffff',
  }),
  sidebar: { showRoots: true },
})
