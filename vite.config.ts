import { copyFileSync, readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import { storybookTest } from '@storybook/addon-vitest/vitest-plugin'
import { playwright } from '@vitest/browser-playwright'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { chromiumArgs, findChromium } from './test/chromium.ts'

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
}
const packages = ['react-3as', ...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
const source = (path: string) => new URL(path, import.meta.url).pathname
const executablePath = findChromium()
const external = (id: string) =>
  id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`))
/**
 * What a browser reaches stays one file a module, so that bundlers can leave out what is not used and `'use client'` keeps
 * its place. What a server imports is one file an entry: reading a hundred small ones costs a cold start more than they do.
 */
const builds = {
  browser: {
    root: '.',
    entries: ['index', 'testing', 'server-in-browser'],
    output: { preserveModules: true, preserveModulesRoot: 'src' },
    emptyOutDir: true,
  },
  server: {
    root: '.',
    entries: ['server', 'cli'],
    output: { chunkFileNames: 'server-parts/[name]-[hash].js' },
    emptyOutDir: false,
  },
  sandbox: {
    root: 'packages/sandbox',
    entries: ['index', 'payments', 'command-line', 'cli'],
    output: { chunkFileNames: 'parts/[name]-[hash].js' },
    emptyOutDir: true,
  },
}

const styles: Plugin = {
  name: 'copy-styles',
  apply: (_config, { command, mode }) => command === 'build' && mode !== 'sandbox',
  closeBundle() {
    copyFileSync('src/styles.css', 'dist/styles.css')
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
  { find: /^react-3as\/(\w+)$/, replacement: source('src/$1.ts') },
  { find: /^react-3as-sandbox$/, replacement: source('packages/sandbox/src/index.ts') },
  { find: /^react-3as-sandbox\/(\w+)$/, replacement: source('packages/sandbox/src/$1.ts') },
]
const frames = { globalSetup: ['./test/frame-server.ts'] }

export default defineConfig(({ mode }) => {
  const { root, entries, output, emptyOutDir } = builds[mode === 'server' || mode === 'sandbox' ? mode : 'browser']
  return {
    plugins: [react(), styles],
    build: {
      target: 'es2022' as const,
      outDir: `${root}/dist`,
      emptyOutDir,
      minify: false,
      sourcemap: true,
      lib: {
        entry: Object.fromEntries(entries.map((name) => [name, `${root}/src/${name}.ts`])),
        formats: ['es' as const],
      },
      rolldownOptions: {
        external,
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
            alias: bySource,
            include: ['test/**/*.node.test.ts'],
            testTimeout: 20_000,
          },
        },
        {
          test: {
            name: 'e2e',
            alias: bySource,
            environment: 'node',
            include: ['test/**/*.e2e.test.ts'],
            testTimeout: 60_000,
            hookTimeout: 60_000,
            fileParallelism: false,
          },
        },
        {
          extends: true,
          test: {
            name: 'react-19',
            environment: 'happy-dom',
            include: ['test/**/*.dom.test.tsx'],
            setupFiles: ['./test/dom-setup.ts'],
          },
        },
        {
          extends: true,
          resolve: react18,
          test: {
            name: 'react-18',
            environment: 'happy-dom',
            include: ['test/**/*.dom.test.tsx'],
            setupFiles: ['./test/dom-setup.ts'],
            execArgv: ['--import', './test/react-18.ts'],
          },
        },
        {
          extends: true,
          test: { ...frames, name: 'browser', include: ['test/**/*.browser.test.tsx'], browser: browser() },
        },
        ...(['light', 'dark'] as const).map((theme) => ({
          extends: true as const,
          plugins: [storybookTest({ configDir: '.storybook' })],
          test: {
            ...frames,
            name: `stories-${theme}`,
            env: { VITE_THEME: theme },
            setupFiles: ['./.storybook/vitest.setup.ts'],
            browser: browser(),
          },
        })),
      ],
    },
  }
})
