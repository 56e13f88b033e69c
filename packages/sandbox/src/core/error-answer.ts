/** An error as the platform writes it. */
export function errorAnswer(status: number, code: string, message: string): Response {
  // What was sent is not read to its end then, so nothing more can come over this connection.
  const headers = status === 413 ? { connection: 'close' } : {}
  return Response.json({ status, message, code, time: new Date().toISOString() }, { status, headers })
}
