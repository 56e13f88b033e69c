import type { StorybookConfig } from '@storybook/react-vite'

const config: StorybookConfig = {
  // Pages are those of docs, so that each text stands in one place.
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  framework: '@storybook/react-vite',
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  // With the types of TypeScript, which know what a component's props inherit. Tests show no table of them.
  typescript: {
    reactDocgen: process.env.VITEST ? false : 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      include: ['src/react/**/*.tsx'],
      propFilter: ({ parent }) => !parent?.fileName.includes('node_modules'),
    },
  },
  // The README shows its pictures from there.
  staticDirs: ['../stories/public', { from: '../docs/images', to: 'docs/images' }],
  // The library build's settings (entries, externals) are not for an app.
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, lib: false, rolldownOptions: {} } }),
}

export default config
