import { inject } from 'vitest'

globalThis.frameOrigin = inject('frameOrigin')
