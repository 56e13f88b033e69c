import type { ReactElement } from 'react'

/**
 * A text with what stands between Unicode isolates in a `<bdi>`: an amount keeps its order in any script. Another text is
 * another element: browsers that translate a page put their own nodes in place of bare texts, and React would go on
 * writing into those that are gone.
 */
export function withBdi(text: string): ReactElement {
  // Every second piece of the split is what the group caught.
  const pieces = text.split(/\u2068(.*?)\u2069/)
  return (
    <span key={text} data-r3="">
      {pieces.map((piece, index) => (index % 2 ? <bdi key={index}>{piece}</bdi> : piece))}
    </span>
  )
}
