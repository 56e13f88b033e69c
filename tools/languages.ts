/** Every language there is, by the name of its file in `src/locales`. */
export const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt', 'ro', 'ar']
