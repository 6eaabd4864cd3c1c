// How Storybook is built: which stories, which addons, and packages read from source.
import type { StorybookConfig } from '@storybook/react-vite'
import remarkGfm from 'remark-gfm'
import { defaultClientConditions, mergeConfig } from 'vite'
import { everyState, everyStateIndexer } from './every-state.ts'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: [
    './docs/*.mdx',
    './gallery/*.stories.tsx',
    '../packages/ui/src/**/*.mdx',
    '../packages/ui/src/**/*.stories.tsx',
  ],
  experimental_indexers: async (indexers = []) => [everyStateIndexer, ...indexers],
  staticDirs: [{ from: './mock-intuit', to: '/mock-intuit' }],
  addons: [
    {
      name: '@storybook/addon-docs',
      options: {
        // Tables in docs pages.
        mdxPluginOptions: { mdxCompileOptions: { remarkPlugins: [remarkGfm] } },
        // The pages have code of their own; a story's own says nothing, and where it is spelled out it is not in its file.
        csfPluginOptions: null,
      },
    },
    '@storybook/addon-a11y',
    '@storybook/addon-vitest',
  ],
  // Its vendor's checklist, beside the stories and in the menu.
  features: { sidebarOnboardingChecklist: false, menuOnboardingChecklist: false },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (config) =>
    mergeConfig(config, {
      plugins: [everyState],
      resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
      // 'use client' means nothing to a bundle for the browser.
      build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    }),
}

export default config
