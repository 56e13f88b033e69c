import type { MemoryState } from 'react-3as/testing'

/** What a scene's page is made of. */
export type Shown = 'dashboard' | 'upgrade' | 'panel' | 'picker' | 'hooks' | 'own components'

export interface Scene {
  id: string
  title: string
  group: 'Start' | 'Plans' | 'People' | 'Yours' | 'Failures' | 'More states'
  state: MemoryState
  shown: Shown
  /** One sentence: what there is to see or to try. */
  about: string
  look?: { preset?: 'dark'; direction?: 'rtl'; language?: string }
}
