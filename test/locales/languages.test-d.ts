import { de } from '../../src/locales/de.ts'
import type { Language } from '../../src/react/provider/catalogue.ts'

const { legend: _legend, ...withoutLegend } = de.packages
// @ts-expect-error -- a text is missing
export const missing: Language = { ...de, packages: withoutLegend }

// @ts-expect-error -- a text within a group is missing
export const missingInside: Language['packages']['intervals'] = { monthly: 'Monatlich' }

// @ts-expect-error -- English has no such text any more
export const stale: Language['packages'] = { ...de.packages, gone: 'Weg' }
