import type { Scene } from './scene.ts'
import { statesAsScenes } from './states-as-scenes.ts'

export type { Scene, Shown } from './scene.ts'

const tours: readonly Scene[] = [
  {
    id: 'first-embed',
    title: 'First embed',
    group: 'Start',
    state: 'basic',
    shown: 'dashboard',
    about: 'The dashboard of one website, and the plans behind its upgrade button.',
  },
  {
    id: 'upgrade-by-invoice',
    title: 'Upgrade by invoice',
    group: 'Start',
    state: 'basic',
    shown: 'upgrade',
    about: 'Choose a plan: it starts immediately, and the partner bills it later.',
  },
  {
    id: 'pay-and-come-back',
    title: 'Pay and come back',
    group: 'Start',
    state: 'redirect',
    shown: 'upgrade',
    about: 'Choose a plan, pay on the provider’s page, and come back to the result.',
  },
  {
    id: 'trial-ending',
    title: 'Trial ending',
    group: 'Plans',
    state: 'trial',
    shown: 'panel',
    about: 'Three days are left. Move the clock to see what comes after.',
  },
  {
    id: 'over-the-limit',
    title: 'Over the limit',
    group: 'Plans',
    state: 'limit_reached',
    shown: 'panel',
    about: 'The plan is used up and tracking has stopped.',
  },
  {
    id: 'planned-downgrade',
    title: 'Planned downgrade',
    group: 'Plans',
    state: 'planned_downgrade',
    shown: 'panel',
    about: 'A smaller plan is on its way. A month later it is there.',
  },
  {
    id: 'shared-pool',
    title: 'Shared pool',
    group: 'Plans',
    state: 'pool',
    shown: 'panel',
    about: 'One plan for all websites of a customer.',
  },
  {
    id: 'viewer',
    title: 'Viewer',
    group: 'People',
    state: 'viewer',
    shown: 'picker',
    about: 'A person who may look but not change anything.',
  },
  {
    id: 'platform-managed',
    title: 'Platform-managed',
    group: 'People',
    state: 'platform_managed',
    shown: 'dashboard',
    about: 'The platform sells by itself, inside its dashboard.',
  },
  {
    id: 'custom-ui',
    title: 'Custom UI on hooks',
    group: 'Yours',
    state: 'basic',
    shown: 'hooks',
    about: 'None of our components: the data and the rules, in markup of your own.',
  },
  {
    id: 'own-components',
    title: 'Your own components',
    group: 'Yours',
    state: 'basic',
    shown: 'own components',
    about: 'Your design system’s button in the place of ours.',
  },
  {
    id: 'dark-brand',
    title: 'Dark brand',
    group: 'Yours',
    state: 'heavy_use',
    shown: 'panel',
    about: 'Three tokens carry a brand into every state.',
    look: { preset: 'dark' },
  },
  {
    id: 'right-to-left',
    title: 'Right-to-left',
    group: 'Yours',
    state: 'planned_downgrade',
    shown: 'panel',
    about: 'Arabic, from right to left, with its own plurals and numbers.',
    look: { direction: 'rtl', language: 'ar' },
  },
]

/** A state that no tour shows has a scene of its own, so a new one brings its scene along. */
const rest = statesAsScenes.filter(({ state }) => !tours.some((tour) => tour.state === state))

export const scenes: readonly Scene[] = [...tours, ...rest]
export const groups = ['Start', 'Plans', 'People', 'Yours', 'Failures', 'More states'] as const

export const firstScene = tours[0]!

export function sceneOf(id: string | null): Scene {
  return scenes.find((scene) => scene.id === id) ?? firstScene
}
