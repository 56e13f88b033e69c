// Requests and answers on their way through `postMessage`, which takes neither a `Request` nor a `Response`.

export interface CarriedRequest {
  url: string
  method: string
  headers: [string, string][]
  body: string | null
}

export interface CarriedResponse {
  status: number
  headers: [string, string][]
  body: string
  /** Where the platform sends a browser on to; `fetch` would follow it. */
  url: string
}

export async function carryRequest(input: RequestInfo | URL, init?: RequestInit): Promise<CarriedRequest> {
  const request = new Request(input, init)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  return {
    url: request.url,
    method: request.method,
    headers: [...request.headers],
    body: hasBody ? await request.text() : null,
  }
}

export function asRequest({ url, method, headers, body }: CarriedRequest, signal?: AbortSignal): Request {
  return new Request(url, { method, headers, body, ...(signal && { signal }) })
}

export async function carryResponse(response: Response, url: string): Promise<CarriedResponse> {
  return { status: response.status, headers: [...response.headers], body: await response.text(), url }
}

export function asResponse({ status, headers, body }: CarriedResponse): Response {
  const isEmpty = status === 204 || status === 205 || status === 304
  return new Response(isEmpty ? null : body, { status, headers })
}
