import type { ReactNode } from 'react'

/** A text with what stands between Unicode isolates in a `<bdi>`: an amount keeps its order in any script. */
export function withBdi(text: string): ReactNode[] {
  // Every second piece of the split is what the group caught.
  return text.split(/\u2068(.*?)\u2069/).map((piece, index) => (index % 2 ? <bdi key={index}>{piece}</bdi> : piece))
}
