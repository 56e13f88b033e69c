'use client'
import { forwardRef, type ForwardedRef, type ReactNode } from 'react'

/**
 * A component that takes a `ref`. React 18 needs `forwardRef` for it and React 19 does not: the one place that knows.
 */
export function withRef<Handle, Props extends object>(
  name: string,
  render: (props: Props, ref: ForwardedRef<Handle>) => ReactNode,
) {
  const component = forwardRef(render as (props: object, ref: ForwardedRef<Handle>) => ReactNode)
  component.displayName = name
  return component as typeof component & ((props: Props & { ref?: ForwardedRef<Handle> }) => ReactNode)
}
