import type { CarriedRequest, CarriedResponse } from '../tab/carried-request.ts'

/** How the page is to look around what the code draws. */
export interface Look {
  theme: 'light' | 'dark'
  direction: 'ltr' | 'rtl'
  language: string
  /** As where the system shows every page in the few colours of its contrast theme. */
  hasForcedColours: boolean
  styles: string
}

/** Compiled files by the name they are imported by: `./provider`. The page is `./page`. */
export type Modules = Readonly<Record<string, string>>

export type ToPreview =
  | { show: { run: number; modules: Modules; look: Look } }
  | { answer: { id: number; response: CarriedResponse } | { id: number; error: string } }
  | { forge: true }

/** Something that happened in the page, for the inspector. */
export type PageNews =
  | { kind: 'call'; what: string; detail: string; isGood: boolean }
  | { kind: 'frame'; what: string; detail: string; isGood: boolean }

export type FromPreview =
  | { ready: true }
  | { fetch: { id: number; request: CarriedRequest } }
  | { abort: number }
  | { leave: string }
  | { news: PageNews }
  | { rendered: number }
  | { crashed: { run: number; message: string } }

/** What a page of the platform, shown in a frame, asks for: its links and forms. */
export interface Visit {
  visit: { url: string; method: string; body: string | null }
}

export function isVisit(data: unknown): data is Visit {
  return typeof data === 'object' && data !== null && 'visit' in data
}

/** What is said of something that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
