import { deflateRawSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { fromHash, startOf, toHash } from '../../playground/workbench/choices.ts'
import { firstScene } from '../../playground/workbench/scenes.ts'

const start = startOf(firstScene, 'light')

it('a link carries the code of a page, however long a person has made it', async () => {
  const code = Array.from({ length: 5000 }, (_, line) => `const line${line} = '…'`).join('\n')
  expect(await fromHash(await toHash({ ...start, code }), 'light')).toEqual({ ...start, code })
})

it('a link whose code would fill the tab opens the scene without it', async () => {
  const packed = deflateRawSync('a'.repeat(20_000_000)).toString('base64url')
  expect(packed.length).toBeLessThan(30_000)
  expect(await fromHash(`#scene=${firstScene.id}&code=${packed}`, 'light')).toEqual(start)
})
