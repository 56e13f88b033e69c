import { registerHooks } from 'node:module'

// The alias in vite.config.ts serves our own sources; what Node loads from node_modules is mapped here.
registerHooks({
  resolve: (specifier, context, next) => next(specifier.replace(/^react(-dom)?(?=$|\/)/, 'react$1-18'), context),
})
