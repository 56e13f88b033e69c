import { readFileSync, readdirSync } from 'node:fs'
import { languages } from './languages.ts'
import { withRolldown } from './size/bundlers.ts'
import { newerInScript } from './browsers/features-of-script.ts'
import { newerInStyles } from './browsers/features-of-styles.ts'
import { newerFeatures } from './browsers/newer-features.ts'
import { floor } from './browsers/support.ts'

// npm run browsers: what the built package asks of a browser, against MDN's data.

const entries = ['index', ...languages.map((language) => `locales/${language}`)]
const chunks = await withRolldown(entries.map((entry) => `export * from './dist/${entry}.js'`).join('\n'))
const styles = ['styles.css', 'styles.layer.css', ...readdirSync('dist/themes').map((theme) => `themes/${theme}`)]

const used = new Set([
  ...chunks.flatMap(({ code }) => newerInScript(String(code))),
  ...styles.flatMap((file) => newerInStyles(readFileSync(`dist/${file}`, 'utf8'))),
])
const listed = new Set(Object.keys(newerFeatures))
const unlisted = [...used].filter((feature) => !listed.has(feature))
const unused = [...listed].filter((feature) => !used.has(feature))

for (const feature of unlisted)
  console.error(`✗ ${feature} is newer than the oldest browsers, and has no fallback on the list.`)
for (const feature of unused) console.error(`✗ ${feature} is on the list, and not used any more.`)
if (unlisted.length + unused.length > 0) {
  console.error('The list: tools/browsers/newer-features.ts')
  process.exitCode = 1
} else {
  const browsers = `Chrome ${floor.chrome}, Firefox ${floor.firefox}, Safari ${floor.safari}`
  console.log(`✓ ${used.size} features are newer than ${browsers}; each has its fallback.`)
}
