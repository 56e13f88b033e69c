import { connect, createServer, type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface Started {
  /** Where it is: a URL, or a folder. */
  at: string
  stop: () => Promise<void>
}

/** Something that all test files of a run share, and that is started when the first of them asks for it. */
export interface OnDemand {
  /** Whoever connects to it on this machine is told. */
  port: number
  stop: () => Promise<void>
}

export async function onDemand(start: () => Promise<Started>): Promise<OnDemand> {
  let starting: Promise<Started> | undefined
  const server = createServer((socket) => {
    socket.on('error', () => {})
    starting ??= start()
    starting.then(
      ({ at }) => socket.end(JSON.stringify({ at })),
      (error: unknown) => socket.end(JSON.stringify({ problem: error instanceof Error ? error.stack : String(error) })),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      server.close()
      const started = await starting?.catch(() => undefined)
      await started?.stop()
    },
  }
}

/** @throws Error with the words of the process that could not start it. */
export async function whereIs(port: number): Promise<string> {
  const answer = JSON.parse(await text(connect(port, '127.0.0.1'))) as { at: string } | { problem: string }
  if ('problem' in answer) throw new Error(answer.problem)
  return answer.at
}
