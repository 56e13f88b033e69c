import { describe, expect, it } from 'vitest'
import {
  goTogether,
  servers,
  signIns,
  startOf,
  type ServerName,
  type SignInName,
} from '../../playground/workbench/choices.ts'
import { writeFiles } from '../../playground/workbench/code/written-files.ts'
import { projectFiles } from '../../playground/workbench/download/project-files.ts'
import { firstScene } from '../../playground/workbench/scenes.ts'

const written = writeFiles(startOf(firstScene, 'light'))
const textsOf = (server: ServerName, signIn: SignInName) => Object.values(projectFiles(written, { server, signIn }))

describe.each(Object.keys(servers) as ServerName[])('a project for %s', (server) => {
  it('takes everybody for the demo customer until something knows better', () => {
    expect(textsOf(server, 'none').filter((text) => text.includes('authenticate: demoIdentity(),'))).toHaveLength(1)
  })

  it.each((Object.keys(signIns) as SignInName[]).filter((signIn) => goTogether(server, signIn) && signIn !== 'none'))(
    'asks %s who is signed in',
    (signIn) => {
      const texts = textsOf(server, signIn)
      expect(
        texts.filter(
          (text) =>
            text.includes('export async function authenticate') || text.includes('export function authenticate'),
        ),
      ).toHaveLength(1)
      expect(texts.filter((text) => /^ *authenticate,$/m.test(text))).toHaveLength(1)
    },
  )
})
