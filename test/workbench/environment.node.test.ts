import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { goTogether, servers, signIns, type ServerName, type SignInName } from '../../playground/workbench/choices.ts'
import { environmentOf } from '../../playground/workbench/code/environment.ts'
import { serverFiles } from '../../playground/workbench/code/server-files.ts'

const signInsOf = (server: ServerName) =>
  (Object.keys(signIns) as SignInName[]).filter((signIn) => goTogether(server, signIn))

/** Every name in the file, those of the sandbox's lines included, which are commented out. */
const namesOf = (environment: string) => Object.keys(parseEnv(environment.replaceAll(/^# (?=[A-Z_]+=)/gm, ''))).sort()

describe.each(Object.keys(servers) as ServerName[])('the .env of %s', (server) => {
  it.each(signInsOf(server))('names what its files read, and nothing else (signed in by %s)', (signIn) => {
    const files = serverFiles(server, signIn)
    const text = files.map((file) => file.text).join('')
    // Nothing else in them is written like this.
    const read = [...text.matchAll(/\b[A-Z]+(_[A-Z]+)+\b/g)].map(([name]) => name)
    const fixed = text.includes('demoIntps') ? ['THREE_AS_INTP_ID', 'THREE_AS_PRIVATE_KEY', 'PUBLIC_URL'] : []
    expect(namesOf(environmentOf(server, files))).toEqual([...new Set([...read, ...fixed])].sort())
  })

  it("says of values that the files have in them that they are the sandbox's", () => {
    const files = serverFiles(server, 'none')
    const says = `# ${files[0]!.path} has the sandbox's id, key and addresses in it.`
    expect(environmentOf(server, files).includes(says)).toBe(files[0]!.text.includes('demoIntps'))
  })
})

it('stops where a file reads a name that it has no words for', () => {
  expect(() => environmentOf('node', [{ path: 'server.ts', text: 'process.env.SOMETHING_NEW' }])).toThrow(
    'What SOMETHING_NEW is for',
  )
})
