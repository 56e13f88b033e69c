import { registerHooks } from 'node:module'

/** Lets code import `react-3as/…` as a partner does, served from the sources: nothing is built by hand. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier.replace(
        /^react-3as(?:\/(\w+))?$/,
        (_all, entry = 'index') => new URL(`../src/${entry}.ts`, import.meta.url).href,
      ),
      context,
    ),
})
