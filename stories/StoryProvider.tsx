import { createContext, useContext } from 'react'
import { AnalyticsProvider, type AnalyticsProviderProps } from '../src/react/provider/AnalyticsProvider.tsx'
import { storyLanguages } from './languages.ts'

/** The language that the toolbar, or a story, asks for. */
export const StoryLanguage = createContext('en')

/** The provider of every story, in the language of the toolbar. */
export function StoryProvider(props: Omit<AnalyticsProviderProps, 'locale' | 'messages'>) {
  const language = storyLanguages[useContext(StoryLanguage)]
  return <AnalyticsProvider messages={language} {...props} />
}
