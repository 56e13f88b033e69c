import type { StorybookConfig } from '@storybook/react-vite'

const config: StorybookConfig = {
  // Pages are those of docs, so that each text stands in one place.
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: { reactDocgen: 'react-docgen' },
  staticDirs: ['../stories/public'],
  // The library build's settings (entries, externals) are not for an app.
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, lib: false, rolldownOptions: {} } }),
}

export default config
