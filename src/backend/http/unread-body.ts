import type { IncomingMessage, ServerResponse } from 'node:http'

/** How long a client may take to see that it has been answered before its connection is cut. */
const lingerMs = 500

type Incoming = Pick<IncomingMessage, 'headers' | 'httpVersionMajor' | 'complete' | 'readableDidRead'>

/** Whether more of an unwanted body is on its way to us. What has come along with the head does not count. */
export async function isBodyUnwanted(incoming: Incoming): Promise<boolean> {
  const { headers, httpVersionMajor } = incoming
  // HTTP/2 stops one stream and keeps the connection.
  if (httpVersionMajor !== 1 || incoming.complete || incoming.readableDidRead) return false
  if (headers['transfer-encoding'] === undefined && headers['content-length'] === undefined) return false
  await new Promise(setImmediate)
  return !incoming.complete
}

/**
 * Answers and leaves the rest of the request where it is. An answer that has ended makes Node take the rest off the wire,
 * and a connection that is cut while the client still sends takes the answer with it: so the answer is whole but does not
 * end, and the connection is cut a little later.
 */
export function answerUnread(response: ServerResponse, status: number, headers: Record<string, string>, body: string) {
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': Buffer.byteLength(body) })
  response.write(body)
  const timer = setTimeout(() => response.destroy(), lingerMs)
  response.once('close', () => clearTimeout(timer))
}
