import type { Decorator, Preview } from '@storybook/react-vite'
import { storyLanguages } from '../stories/languages.ts'
import { StoryLanguage } from '../stories/StoryProvider.tsx'
import { showForcedColours } from './forced-colours.ts'
import '../src/styles.css'
import './preview.css'

const brands = import.meta.glob<string>('../src/themes/*.css', { query: '?inline', import: 'default', eager: true })
const brandNames = Object.keys(brands).map((file) => file.replace(/^.*\/|\.css$/g, ''))

const inTheme: Decorator = (Story, { globals }) => {
  document.documentElement.style.colorScheme = globals['theme'] === 'dark' ? 'dark' : 'light'
  document.querySelector('#story-brand')?.remove()
  const brand = brands[`../src/themes/${String(globals['brand'])}.css`]
  if (brand) {
    document.head.append(Object.assign(document.createElement('style'), { id: 'story-brand', textContent: brand }))
  }
  showForcedColours(globals['forcedColours'] === 'on')
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

const inPlace: Decorator = (Story, { globals }) => {
  const { width, density, direction } = globals as Record<string, string>
  if (direction !== 'auto') document.documentElement.dir = direction ?? 'ltr'
  document.documentElement.style.setProperty('--r3-density', density === 'dense' ? '0.8' : null)
  return width === 'full' ? (
    <Story />
  ) : (
    <div style={{ inlineSize: `${width}px`, marginInline: 'auto' }}>
      <Story />
    </div>
  )
}

const preview: Preview = {
  // The last one is the outermost: a direction of one's own stands above that of the language.
  decorators: [inPlace, inLanguage, inTheme],
  globalTypes: {
    theme: {
      description: 'Colour scheme',
      toolbar: { title: 'Scheme', icon: 'mirror', items: ['light', 'dark'], dynamicTitle: true },
    },
    brand: {
      description: 'Tokens of a theme, which is imported after the stylesheet',
      toolbar: { title: 'Theme', icon: 'paintbrush', items: ['no theme', ...brandNames], dynamicTitle: true },
    },
    forcedColours: {
      description: 'What the stylesheet says for forced colours',
      toolbar: {
        icon: 'contrast',
        items: [
          { value: 'off', title: 'Colours of the page' },
          { value: 'on', title: 'Forced colours' },
        ],
        dynamicTitle: true,
      },
    },
    language: {
      description: 'Language of the texts; Arabic runs from right to left',
      toolbar: { title: 'Language', icon: 'globe', items: Object.keys(storyLanguages), dynamicTitle: true },
    },
    direction: {
      description: 'Direction of the text; auto is that of the language',
      toolbar: { title: 'Direction', icon: 'transfer', items: ['auto', 'ltr', 'rtl'], dynamicTitle: true },
    },
    width: {
      description: 'Width of the place, in pixels',
      toolbar: { title: 'Width', icon: 'ruler', items: ['full', '768', '390', '320'], dynamicTitle: true },
    },
    density: {
      description: 'How close things stand together',
      toolbar: { title: 'Density', icon: 'component', items: ['comfortable', 'dense'], dynamicTitle: true },
    },
  },
  initialGlobals: {
    theme: import.meta.env['VITE_THEME'] ?? 'light',
    brand: 'no theme',
    forcedColours: 'off',
    language: 'en',
    direction: 'auto',
    width: 'full',
    density: 'comfortable',
  },
  parameters: {
    a11y: { test: 'error' },
    layout: 'padded',
    options: {
      storySort: {
        order: [
          'Start here',
          [
            'Welcome',
            'Quick start',
            'First hour',
            'Theming',
            'Languages',
            'Accessibility',
            'Testing your integration',
            '*',
          ],
          'Journey',
          'Components',
          [
            'DashboardFrame',
            'PackagePicker',
            'UpgradeModal',
            'SubscriptionPanel',
            'AnalyticsProvider',
            'Hooks',
            '*',
            ['Docs', '*'],
          ],
        ],
      },
    },
  },
}

export default preview
