// What needs no Node: for pages and workers.
export { createSandbox } from './core/create-sandbox.ts'
export type {
  InProcessAnswer,
  InProcessOptions,
  InProcessPayments,
  InProcessPaymentsOptions,
  InProcessSandbox,
} from './core/create-sandbox.ts'
export { SandboxControl } from './core/control.ts'
export { demoIntps, demoPackageId } from './core/demo.ts'
export { SandboxError } from './core/sandbox-error.ts'
