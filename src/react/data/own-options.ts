import { hashKey } from '@tanstack/react-query'

const said = {
  enabled: true,
  networkMode: 'online',
  queryKeyHashFn: hashKey,
  refetchInterval: false,
  refetchOnMount: true,
  refetchOnReconnect: true,
  refetchOnWindowFocus: true,
  retryOnMount: true,
  structuralSharing: true,
  throwOnError: false,
} as const

const left = {
  initialData: undefined,
  notifyOnChangeProps: undefined,
  persister: undefined,
  placeholderData: undefined,
  select: undefined,
}

/**
 * Said with each query, so that the defaults of a host's own client do not reach it: a placeholder would show one
 * customer's plan to another, and an error that is thrown would take the page down. How long unused answers are kept and
 * how long a retry waits is left to the host.
 */
export const ownOptions: typeof said = { ...said, ...left }
