import type { Decorator, Preview } from '@storybook/react-vite'
import { storyLanguages } from '../stories/languages.ts'
import { StoryLanguage } from '../stories/StoryProvider.tsx'
import '../src/styles.css'
import './preview.css'

const inTheme: Decorator = (Story, { globals }) => {
  document.documentElement.style.colorScheme = globals['theme'] === 'dark' ? 'dark' : 'light'
  return <Story />
}

const inLanguage: Decorator = (Story, { globals }) => {
  const language = String(globals['language'])
  document.documentElement.lang = storyLanguages[language]?.locale ?? 'en'
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr'
  return (
    // A story keeps its adapter and its choices, which another language is not to inherit.
    <StoryLanguage value={language} key={language}>
      <Story />
    </StoryLanguage>
  )
}

const preview: Preview = {
  decorators: [inLanguage, inTheme],
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Theme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    language: {
      description: 'Language of the texts; Arabic runs from right to left',
      toolbar: { title: 'Language', icon: 'globe', items: Object.keys(storyLanguages), dynamicTitle: true },
    },
  },
  initialGlobals: { theme: import.meta.env['VITE_THEME'] ?? 'light', language: 'en' },
  parameters: { a11y: { test: 'error' }, layout: 'padded' },
}

export default preview
