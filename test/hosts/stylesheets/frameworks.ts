import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../run-command.ts'

/** What Tailwind has to make classes for. */
const markup = '<p class="p-4 text-lg font-bold bg-white border rounded"></p>'

/** The stylesheets of whole frameworks, as an app gets them; `folder` is where they are installed. */
export function frameworksIn(folder: string) {
  const read = (path: string) => readFileSync(join(folder, 'node_modules', path), 'utf8')
  const made = (name: string, css: string, cli: string, ...options: string[]) => {
    const [from, to] = [join(folder, `${name}.in.css`), join(folder, `${name}.out.css`)]
    writeFileSync(from, css)
    writeFileSync(join(folder, 'markup.html'), markup)
    run(folder, process.execPath, cli, '--input', from, '--output', to, ...options)
    return readFileSync(to, 'utf8')
  }
  return {
    unlayered: {
      'Tailwind 3': made(
        'tailwind-3',
        '@tailwind base; @tailwind components; @tailwind utilities;',
        'node_modules/tailwindcss-3/lib/cli.js',
        '--content',
        join(folder, 'markup.html'),
      ),
      'Bootstrap 5': read('bootstrap/dist/css/bootstrap.css'),
      'normalize.css': read('normalize.css/normalize.css'),
      'create-next-app': read('create-next-app/dist/templates/app/ts/app/globals.css'),
      'Ant Design': read('antd/dist/reset.css') + read('antd/dist/antd.css'),
    },
    /** Orders its layers. */
    tailwind4: made(
      'tailwind-4',
      '@import "tailwindcss"; @source "./markup.html";',
      'node_modules/@tailwindcss/cli/dist/index.mjs',
    ),
  }
}
