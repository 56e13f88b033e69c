import type { Identity } from './identity.ts'

const demos = new WeakSet<object>()

/**
 * Takes everybody for one and the same customer of the sandbox: for a first look, before `authenticate` knows who is signed
 * in. `createPartnerHandler` refuses it where an address leads beyond this machine.
 *
 * @param identity - Whom everybody is taken for. By default the manager of the sandbox's `acme`.
 * @example authenticate: demoIdentity()
 */
export function demoIdentity(
  identity: Identity = { customerId: 'acme', role: 'manager' },
): (request: Request) => Identity {
  const authenticate = () => identity
  demos.add(authenticate)
  return authenticate
}

export function isDemoIdentity(authenticate: object): boolean {
  return demos.has(authenticate)
}
