import type { StorybookConfig } from '@storybook/react-vite'

const config: StorybookConfig = {
  // Pages are those of docs, so that each text stands in one place.
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // Its outlines ask for the style of each element at every change. Among 500 plans, of which those out of sight are not drawn
  // (`content-visibility`), that takes minutes: each question has one of them drawn.
  features: { highlight: false },
  // The tables of props are those of docs/components, which are made from the sources.
  typescript: { reactDocgen: false },
  // The README shows its pictures from there.
  staticDirs: ['../stories/public', { from: '../docs/images', to: 'docs/images' }],
  // The library build's settings (entries, externals) are not for an app.
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, lib: false, rolldownOptions: {} } }),
}

export default config
