/**
 * An error as the platform writes it: `code` is a number, and no source says which ones there are beside the status.
 * `title` is the sandbox's own name for what was wrong.
 */
export function errorAnswer(status: number, title: string, message: string): Response {
  // What was sent is not read to its end then, so nothing more can come over this connection.
  const headers = status === 413 ? { connection: 'close' } : {}
  return Response.json({ status, message, code: status, title, time: new Date().toISOString() }, { status, headers })
}
