import { raw } from 'hono/html'
import { html, type Markup } from './markup.ts'

/** 24 × 24, drawn as strokes. */
const drawings = {
  overview: '<path d="M4 19V9M10 19V5M16 19v-7M22 19H2"/>',
  pages: '<path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"/>',
  sources:
    '<circle cx="6" cy="6" r="2.5"/><circle cx="6" cy="18" r="2.5"/><circle cx="18" cy="12" r="2.5"/><path d="M8.5 6c4 0 3 6 7 6M8.5 18c4 0 3-6 7-6"/>',
  devices: '<path d="M3 5h13v9H3zM7 18h5M9.5 14v4M18 9h3v10h-5v-3"/>',
  recordings: '<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m10.5 9 4.5 3-4.5 3z"/>',
  heatmaps:
    '<path d="M12 3c.6 3.4 5 5.2 5 10a5 5 0 0 1-10 0c0-1.7.8-3 1.8-4 .3 1.3 1 2 1.7 2.2C11 8.5 10.7 5.6 12 3z"/>',
  lock: '<rect x="5" y="11" width="14" height="9" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
  up: '<path d="M12 19V5M6 11l6-6 6 6"/>',
  down: '<path d="M12 5v14M6 13l6 6 6-6"/>',
  warning: '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2"/>',
  info: '<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8v.2"/>',
  check: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
  clock: '<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>',
  broken: '<path d="m9.5 14.5 5-5M11 6.5l1.5-1.5a4.2 4.2 0 0 1 6 6L17 12.5M13 17.5 11.5 19a4.2 4.2 0 0 1-6-6L7 11.5"/>',
  search: '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
  bank: '<path d="M3 9.5 12 4l9 5.5zM5 10v8M10 10v8M14 10v8M19 10v8M3 20h18"/>',
  card: '<rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M3 10h18M7 15h3"/>',
  back: '<path d="M19 12H5M11 6l-6 6 6 6"/>',
} as const

export type IconName = keyof typeof drawings

/** A decoration: what it says must stand beside it in words. */
export function icon(name: IconName): Markup {
  return html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
    ${raw(drawings[name])}
  </svg>`
}
