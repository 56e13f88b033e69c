import { readFileSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './test/chromium.ts'
import { stylesFromSource, writeStyles } from './tools/styles.ts'
import { runsEverything } from './test/lane.ts'
import { languages } from './tools/languages.ts'

interface Manifest {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const source = (path: string) => new URL(path, import.meta.url).pathname
const executablePath = findChromium()
/** What a package asks its users to install stays out of its files. */
function installedWith(folder: string): string[] {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Manifest
  return [...Object.keys(dependencies), ...Object.keys(peerDependencies)]
}

/**
 * What a browser reaches stays one file a module, so that bundlers can leave out what is not used and `'use client'` keeps
 * its place. What a server imports is one file an entry, with its packages in it: reading and linking hundreds of small
 * ones costs a cold start more than they do.
 */
const builds = {
  browser: {
    root: '.',
    entries: [
      'index',
      'dashboard',
      'packages',
      'upgrade',
      'subscription',
      'testing',
      'testing-library',
      'server-in-browser',
      'locales',
      ...languages.map((language) => `locales/${language}`),
    ],
    output: { preserveModules: true, preserveModulesRoot: 'src' },
    external: installedWith('.'),
    emptyOutDir: true,
  },
  server: {
    root: '.',
    entries: ['server', 'server-on-workers', 'conformance', 'cli'],
    external: [],
    output: { chunkFileNames: 'server-parts/[name]-[hash].js' },
    emptyOutDir: false,
  },
  sandbox: {
    root: 'packages/sandbox',
    entries: ['index', 'core', 'payments', 'command-line', 'cli'],
    output: { chunkFileNames: 'parts/[name]-[hash].js' },
    external: installedWith('packages/sandbox'),
    emptyOutDir: true,
  },
}

const styles: Plugin = {
  name: 'write-styles',
  // Only with the library: Storybook builds with this file too, and has no use for it.
  apply: ({ build }, { command, mode }) => command === 'build' && mode === 'production' && build?.lib !== false,
  closeBundle() {
    writeStyles('dist')
  },
}

/** Of the packages that are part of a file: their licences ask to go along. */
const licences: Plugin = {
  name: 'licences',
  apply: ({ build }, { command }) => command === 'build' && build?.lib !== false,
  generateBundle(_options, bundle) {
    const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
    const folders = modules
      .map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0])
      .filter((folder) => folder !== undefined)
    const texts = [...new Set(folders)].sort().map((folder) => {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<string, string>
      const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
      if (!file) throw new Error(`${name} is part of a file, and has no licence to go along.`)
      return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`
    })
    if (texts.length > 0) this.emitFile({ type: 'asset', fileName: 'LICENCES.txt', source: texts.join('\n---\n\n') })
  },
}

// A function: Vitest writes into the object, and two projects must not share it.
const browser = () => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({
    launchOptions: { ...(executablePath ? { executablePath } : {}), args: chromiumArgs },
  }),
  instances: [{ browser: 'chromium' as const, viewport: { width: 1024, height: 768 } }],
})

const react18 = { alias: [{ find: /^react(-dom)?(?=$|\/)/, replacement: 'react$1-18' }] }
/** Tests may import the package by its name, as a partner does; the sources answer. */
const bySource = [
  { find: /^react-3as$/, replacement: source('src/index.ts') },
  { find: /^react-3as\/styles\.css$/, replacement: source('src/styles.css') },
  { find: /^react-3as\/([\w/-]+)$/, replacement: source('src/$1.ts') },
  { find: /^react-3as-sandbox$/, replacement: source('packages/sandbox/src/index.ts') },
  { find: /^react-3as-sandbox\/(\w+)$/, replacement: source('packages/sandbox/src/$1.ts') },
]
const frames = { globalSetup: ['./test/frame-server.ts'] }
/**
 * Each of these only ends what hangs: no test is to be decided by how fast the machine is.
 * A test that is about time says so itself.
 */
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } }
/** Vitest leaves a core to itself, which on two is half of them; and most tests here wait for something more than they compute. */
const maxWorkers = availableParallelism() + 1
/** What `npm test` runs on React 18 and in the dark, where the rest is the same twice over. */
const representatives = {
  react18: ['test/upgrade/upgrading.dom.test.tsx', 'test/provider/server-html.dom.test.tsx'],
  notInTheDark: 'stories/!(SubscriptionPanel).stories.tsx',
}

export default defineConfig(({ command, mode }) => {
  // A build that a test asks for inherits Vitest's own, and would call React's development runtime.
  if (command === 'build') process.env.NODE_ENV = 'production'
  const { root, entries, output, external, emptyOutDir } =
    builds[mode === 'server' || mode === 'sandbox' ? mode : 'browser']
  return {
    plugins: [react(), stylesFromSource(), styles, licences],
    build: {
      target: 'es2022' as const,
      outDir: `${root}/dist`,
      emptyOutDir,
      minify: false,
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, `${root}/src/${name}.ts`])),
        formats: ['es' as const],
      },
      rolldownOptions: {
        external: (id: string) =>
          id.startsWith('node:') || external.some((name) => id === name || id.startsWith(`${name}/`)),
        output: { ...output, entryFileNames: '[name].js' },
      },
    },
    test: {
      alias: bySource,
      reporters: ['default', './tools/closing-line.ts'],
      projects: [
        {
          test: {
            name: 'node',
            environment: 'node',
            // A process for each of 150 files, with its own copy of the backend, took a tenth of the time. No file may leave
            // anything changed that another one could see.
            isolate: false,
            alias: bySource,
            include: ['test/**/*.node.test.ts'],
            globalSetup: ['./test/shared/setup.ts'],
            ...patience,
            maxWorkers,
          },
        },
        {
          test: {
            name: 'e2e',
            alias: bySource,
            environment: 'node',
            include: ['test/**/*.e2e.test.ts'],
            // Installing what npm has to fetch first, every screen in every font, another browser, and a journey once more on
            // React 18, for which Vite transforms all modules anew, are for `npm run test:all`.
            exclude: runsEverything
              ? []
              : ['test/package/**', 'test/looks/**', 'test/journey/upgrade-on-react-18*', 'test/workbench/firefox*'],
            globalSetup: ['./test/shared/setup.ts'],
            ...patience,
            maxWorkers,
          },
        },
        {
          extends: true,
          test: {
            name: 'react-19',
            environment: 'happy-dom',
            include: ['test/**/*.dom.test.tsx'],
            setupFiles: ['./test/dom-setup.ts'],
            ...patience,
            maxWorkers,
          },
        },
        {
          extends: true,
          resolve: react18,
          test: {
            name: 'react-18',
            environment: 'happy-dom',
            include: runsEverything ? ['test/**/*.dom.test.tsx'] : representatives.react18,
            setupFiles: ['./test/dom-setup.ts'],
            ...patience,
            maxWorkers,
            execArgv: ['--import', './test/react-18.ts'],
          },
        },
        {
          extends: true,
          // Found while the tests run, they would be prepared with a React of their own.
          optimizeDeps: {
            include: [
              'react-dom/server.browser',
              '@radix-ui/react-dialog',
              ...['Alert', 'Button', 'Dialog', 'IconButton', 'Link', 'Radio', 'Skeleton'].map(
                (name) => `@mui/material/${name}`,
              ),
            ],
          },
          test: {
            ...frames,
            ...patience,
            maxWorkers,
            name: 'browser',
            include: ['test/**/*.browser.test.tsx'],
            // For `test/lane.ts`.
            env: { TEST_LANE: process.env.TEST_LANE ?? 'test' },
            setupFiles: ['./test/dom-setup.ts'],
            browser: browser(),
          },
        },
        ...(['light', 'dark'] as const).map((theme) => ({
          extends: true as const,
          plugins: [storybookTest({ configDir: '.storybook' })],
          test: {
            ...frames,
            ...patience,
            maxWorkers,
            name: `stories-${theme}`,
            exclude: theme === 'dark' && !runsEverything ? [representatives.notInTheDark] : [],
            env: { VITE_THEME: theme },
            setupFiles: ['./.storybook/vitest.setup.ts'],
            browser: browser(),
          },
        })),
      ],
    },
  }
})
