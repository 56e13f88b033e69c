import { registerHooks } from 'node:module'

const sources: Record<string, string> = { 'react-3as': '../src', 'react-3as-sandbox': '../packages/sandbox/src' }

/** Lets code import our packages by their names, as a partner does, served from the sources: nothing is built by hand. */
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier.replace(
        /^(react-3as(?:-sandbox)?)(?:\/(\w+))?$/,
        (_all, name: string, entry = 'index') => new URL(`${sources[name]}/${entry}.ts`, import.meta.url).href,
      ),
      context,
    ),
})
