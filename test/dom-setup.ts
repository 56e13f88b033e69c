import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Only ends what hangs: see `patience` in vite.config.ts.
configure({ asyncUtilTimeout: 30_000 })
afterEach(cleanup)
