/**
 * `getSubscription` without its shapes: a dashboard's frame reads a part of the answer, and the whole of them would weigh as
 * much as the frame.
 */
export const subscriptionRoute = {
  name: 'getSubscription',
  method: 'GET',
  path: '/subscription',
  access: 'read',
  right: null,
  cache: 'private, no-cache',
} as const
