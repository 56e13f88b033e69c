'use client'
import { forwardRef, type ForwardRefRenderFunction, type PropsWithoutRef } from 'react'

/**
 * A component that takes a `ref`. React 18 needs `forwardRef` for it and React 19 does not: the one place that knows.
 */
export function withRef<Handle, Props>(name: string, render: ForwardRefRenderFunction<Handle, PropsWithoutRef<Props>>) {
  const component = forwardRef(render)
  component.displayName = name
  return component
}
