export { sandboxPayments, type SandboxPaymentsOptions } from './merchant/sandbox-payments.ts'
