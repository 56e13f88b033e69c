import { configure } from 'storybook/test'
import { inject } from 'vitest'

// Only ends what hangs: see `patience` in vite.config.ts.
configure({ asyncUtilTimeout: 30_000 })
globalThis.frameOrigin = inject('frameOrigin')
