import assert from 'node:assert/strict'
import { isSuccess, type Answer, type Platform } from './platform.ts'

/** One rule of the platform, put to the test. */
export interface Check {
  /** The call and what it must do. */
  name: string
  /** Only for INTPs whose subscriptions are of this type. */
  subscriptionType?: 'website' | 'intpc'
  /** Only where the target has it. */
  needs?: 'dashboardUrl' | 'dataUrl' | 'makesPackages'
  run(platform: Platform): Promise<void>
}

/** A refusal of the platform: 400, as it is or shall be. */
export function assertInvalid(answer: Answer, what: string): void {
  assert.equal(answer.status, 400, `${what} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
  assertErrorBody(answer, what)
}

/** A refusal of a subscription call: 500 today, 400 as announced. */
export function assertRefused(answer: Answer, what: string): void {
  assert.ok([400, 500].includes(answer.status), `${what} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
  assertErrorBody(answer, what)
}

export function assertSuccess(answer: Answer, what: string): void {
  assert.ok(isSuccess(answer), `${what} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
}

export function assertNotFound(answer: Answer, what: string): void {
  assert.equal(answer.status, 404, `${what} answered ${answer.status}: ${answer.text.slice(0, 200)}`)
}

function assertErrorBody({ body, text }: Answer, what: string): void {
  assert.equal(typeof body?.message, 'string', `${what} gave no message: ${text.slice(0, 200)}`)
  for (const field of ['status', 'code']) {
    assert.ok(
      Number.isInteger(body[field]),
      `${what} has ${JSON.stringify(body[field])} in ${field}, not a whole number`,
    )
  }
  assert.doesNotMatch(text, /\bat .+:\d+:\d+/, `${what} shows a stack`)
}

/** The fields of an object, each of the type named. */
export function assertFields(value: any, fields: Record<string, 'string' | 'number' | 'boolean'>, what: string): void {
  for (const [name, type] of Object.entries(fields)) {
    assert.equal(typeof value?.[name], type, `${what}.${name} is ${JSON.stringify(value?.[name])}, not a ${type}`)
  }
}

/** A moment about so many days from now. */
export function assertDaysAway(instant: string, [least, most]: [number, number], what: string): void {
  const days = (Date.parse(instant) - Date.now()) / 86_400_000
  assert.ok(
    days >= least - 0.1 && days <= most + 0.1,
    `${what} is ${days.toFixed(1)} days away, not ${least} to ${most}`,
  )
}
