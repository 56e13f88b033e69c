import { transform, type Options } from 'sucrase'

/** As the preview runs its modules: see `preview.tsx`. */
export const options: Options = {
  transforms: ['typescript', 'jsx', 'imports'],
  jsxRuntime: 'automatic',
  production: true,
}

export { transform }
