import type { Payments } from './payments.ts'

/** True where the provider charges the periods and can plan no smaller charge for the next one. */
export function refusesDowngrades({ declares }: Payments): boolean {
  return declares.recurring === 'provider' && !declares.schedules
}
