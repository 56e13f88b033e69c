import { createSandbox, demoIntps, demoPackageId } from 'react-3as-sandbox/core'
import { describe, expect, it } from 'vitest'
import {
  goTogether,
  servers,
  signIns,
  startOf,
  type ServerName,
  type SignInName,
} from '../../playground/workbench/choices.ts'
import { preparationIn, writeFiles } from '../../playground/workbench/code/written-files.ts'
import { projectFiles } from '../../playground/workbench/download/project-files.ts'
import { firstScene, sceneOf } from '../../playground/workbench/scenes.ts'

const written = writeFiles(startOf(firstScene, 'light'))
const textsOf = (server: ServerName, signIn: SignInName) =>
  Object.values(projectFiles(written, { server, signIn }, preparationIn(firstScene.id)))

function projectOf(scene: string, server: ServerName = 'express', signIn: SignInName = 'none') {
  const choices = { ...startOf(sceneOf(scene), 'light'), server, signIn }
  return projectFiles(writeFiles(choices), choices, preparationIn(scene))
}

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

describe('a project from a scene', () => {
  it.each(Object.keys(servers) as ServerName[])('has %s start in the state of the scene', async (server) => {
    const project = projectOf('planned-downgrade', server)
    const starter = project['dev.js'] ?? project['start.js'] ?? ''
    expect(starter).toMatch(/^import \{ prepare \} from '.\/sandbox-state.js'$/m)
    expect(starter).toMatch(/^const sandbox = await startSandbox\(.*\)\nprepare\(sandbox.platform\)$/m)
    const sandbox = await createSandbox()
    const { prepare } = (await import(`data:text/javascript,${encodeURIComponent(project['sandbox-state.js']!)}`)) as {
      prepare: (platform: object) => void
    }
    prepare(sandbox.control)
    expect(sandbox.control.website('acme-bikes')).toMatchObject({
      packageId: demoPackageId(demoIntps.website.id, 'Pro', 'monthly'),
      plannedDowngradePackageId: demoPackageId(demoIntps.website.id, 'Basic', 'monthly'),
    })
    await sandbox.stop()
  })

  it('needs no file for a state that the sandbox begins in', () => {
    expect(projectOf('first-embed')).not.toHaveProperty('sandbox-state.js')
  })

  it('takes everybody for whoever looks at the scene, whose website the page names', () => {
    const project = projectOf('yearly')
    expect(project['src/page.tsx']).toContain('websiteId="globex-lamps"')
    expect(project['server.ts']).toContain("authenticate: demoIdentity({ customerId: 'globex', role: 'manager' }),")
  })

  it.each([
    ['express', 'server.ts'],
    ['workers', 'dev.js'],
    ['next', 'start.js'],
  ] as const)('is the partner of the scene on %s', (server, file) => {
    const text = projectOf('shared-pool', server)[file]
    expect(text).toContain('demoIntps.pool')
    expect(text).not.toContain('demoIntps.website')
  })

  it('says what it has not of the scene', () => {
    expect(projectOf('pay-and-come-back')['README.md']).toContain('This server bills by invoice')
    expect(projectOf('yearly', 'express', 'auth-js')['README.md']).toContain('a manager of `globex`')
  })
})
