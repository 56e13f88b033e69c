import { createSandbox } from '../../packages/sandbox/src/core/create-sandbox.ts'
import { asRequest, carryResponse, type CarriedRequest } from '../../playground/tab/carried-request.ts'

let sandbox = createSandbox({ traffic: false })

interface Asked {
  id: number
  request: CarriedRequest | 'start anew'
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  const { id, request } = data
  void answer(request).then(
    (response) => postMessage({ id, response }),
    (error: unknown) => postMessage({ id, error: String(error) }),
  )
})

async function answer(asked: Asked['request']) {
  if (asked === 'start anew') {
    await (await sandbox).stop()
    sandbox = createSandbox({ traffic: false })
    await sandbox
    return null
  }
  const { api, dashboard } = await sandbox
  const request = asRequest(asked)
  const response = await (new URL(asked.url).hostname === 'api.localhost' ? api(request) : dashboard(request))
  return carryResponse(response, asked.url)
}
