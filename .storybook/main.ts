// How Storybook is built: which stories, which addons, and packages read from source.
import type { StorybookConfig } from '@storybook/react-vite'
import { defaultClientConditions, mergeConfig } from 'vite'

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../packages/ui/src/**/*.stories.tsx'],
  staticDirs: [{ from: './mock-intuit', to: '/mock-intuit' }],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  viteFinal: (config) =>
    mergeConfig(config, {
      resolve: { conditions: ['source', ...defaultClientConditions], dedupe: ['react', 'react-dom'] },
      // 'use client' means nothing to a bundle for the browser.
      build: { rolldownOptions: { checks: { moduleLevelDirective: false } } },
    }),
}

export default config
