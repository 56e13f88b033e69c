/**
 * What the host knows besides the request: `{ incoming }`, the request of Node, where `toNodeHandler` mounts the handler, with
 * all that middleware has put on it; elsewhere whatever was passed to the handler as its second argument, such as the
 * bindings of a Worker. Only the host knows its type, so `authenticate` names it.
 */
// oxlint-disable-next-line typescript/no-explicit-any
export type HostContext = any
