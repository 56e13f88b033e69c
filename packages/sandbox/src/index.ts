export { demoIntps, demoPackageId } from './core/demo.ts'
export type { DemoIntp, DemoIntpName } from './core/demo.ts'
export type { SandboxConfig } from './core/config.ts'
export { createSandbox } from './core/create-sandbox.ts'
export type {
  InProcessAnswer,
  InProcessOptions,
  InProcessPayments,
  InProcessPaymentsOptions,
  InProcessSandbox,
} from './core/create-sandbox.ts'
export { SandboxControl } from './core/control.ts'
export type { BehaviourChange, ClockMove, PlanChange, UsageInput } from './core/control.ts'
export type { DelayFault, DropFault, Fault, FaultInput, HtmlFault, StatusFault } from './core/faults.ts'
export type { Call, Effect } from './core/platform/audit.ts'
export type { Behaviour } from './core/platform/platform.ts'
export type { PlatformRules } from './core/platform/subscription-rules.ts'
export type { Snapshot } from './core/platform/snapshot.ts'
export { demoPaymentKeys } from './core/payments/demo-payment-keys.ts'
export type { PageOutcome, PaymentProvider } from './core/payments/provider.ts'
export type { Amount, Balances } from './core/payments/balances.ts'
export type { Invoices } from './core/payments/invoices.ts'
export type {
  Card,
  Charge,
  DisputeOutcome,
  Invoice,
  Metadata,
  MoneyEffect,
  NewPayment,
  Payment,
  PaymentStatus,
  Price,
  ProviderEvent,
  ProviderEventType,
  Subscription,
} from './core/payments/provider-state.ts'
export type { RecurringCharges } from './core/payments/recurring-charges.ts'
export type { WeatherInForce, Webhooks, WebhookWeather } from './core/payments/webhooks.ts'
export { SandboxError } from './core/sandbox-error.ts'
export type { SandboxErrorCode } from './core/sandbox-error.ts'
export { startSandbox } from './node/start.ts'
export type { Sandbox, SandboxOptions, SandboxProvider, SandboxProviderOptions } from './node/start.ts'
