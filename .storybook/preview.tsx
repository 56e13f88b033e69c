import type { Decorator, Preview } from '@storybook/react-vite'
import '../src/styles.css'
import './preview.css'

const inTheme: Decorator = (Story, { globals }) => {
  document.documentElement.style.colorScheme = globals['theme'] === 'dark' ? 'dark' : 'light'
  return <Story />
}

const preview: Preview = {
  decorators: [inTheme],
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
  },
  initialGlobals: { theme: import.meta.env['VITE_THEME'] ?? 'light' },
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
}

export default preview
