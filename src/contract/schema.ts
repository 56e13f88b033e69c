/** What was wrong, and where. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}
/** What a schema has to say of a value. */
export type SchemaResult<Out> =
  | { readonly value: Out; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] }

/**
 * What every schema of the contract is, whoever made it: the part of [Standard Schema](https://standardschema.dev) that
 * is used here. Zod's schemas are such, and so are the few that `shape` makes.
 */
export interface Schema<In = unknown, Out = unknown> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Out> | Promise<SchemaResult<Out>>
    readonly types?: { readonly input: In; readonly output: Out } | undefined
  }
}
export type InputOf<S extends Schema> = NonNullable<S['~standard']['types']>['input']
export type OutputOf<S extends Schema> = NonNullable<S['~standard']['types']>['output']

/** The value as the schema has it, or the field that is wrong: named by its path, never by its value. */
export function parseWith<S extends Schema>(schema: S, value: unknown): { data: OutputOf<S> } | { wrongField: string } {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) throw new Error('A schema of the contract must be synchronous.')
  if (!result.issues) return { data: result.value as OutputOf<S> }
  const path = result.issues[0]?.path ?? []
  return { wrongField: path.map((step) => String(typeof step === 'object' ? step.key : step)).join('.') }
}

type Guard<Value> = (value: unknown) => value is Value
type ShapeOf<Guards> = { [Key in keyof Guards]: Guards[Key] extends Guard<infer Value> ? Value : never }

/**
 * A schema for an object of a few plain fields; others are left out. For the shapes that every embed loads: zod with its
 * smallest schema would weigh as much as everything else in an embed.
 */
export function shape<Guards extends Record<string, Guard<unknown>>>(
  guards: Guards,
): Schema<ShapeOf<Guards>, ShapeOf<Guards>> {
  const validate = (value: unknown): SchemaResult<ShapeOf<Guards>> => {
    const found: Record<string, unknown> = {}
    for (const [key, isRight] of Object.entries(guards)) {
      found[key] = (value as Record<string, unknown> | null | undefined)?.[key]
      if (!isRight(found[key])) return { issues: [{ message: 'unexpected', path: [key] }] }
    }
    return { value: found as ShapeOf<Guards> }
  }
  return { '~standard': { version: 1, vendor: 'react-3as', validate } }
}

export const isString = (value: unknown): value is string => typeof value === 'string'
/** A number that counts something: neither `NaN` nor infinite. */
export const isNumber = (value: unknown): value is number => Number.isFinite(value)
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isAnything = (_value: unknown): _value is unknown => true

/** For a field that is an object of its own. */
export function fits<Value>(schema: Schema<Value, Value>): Guard<Value> {
  return (value): value is Value => 'data' in parseWith(schema, value)
}
