import { readdirSync } from 'node:fs'

/** Every language there is, by the name of its file in `src/locales`; English, which the others are compared with, first. */
export const languages = readdirSync('src/locales')
  .map((file) => file.replace(/\.ts$/, ''))
  .toSorted((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))
