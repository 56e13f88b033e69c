import {
  $ZodArray,
  $ZodBoolean,
  $ZodDiscriminatedUnion,
  $ZodEnum,
  $ZodLiteral,
  $ZodNullable,
  $ZodNumber,
  $ZodObject,
  $ZodOptional,
  $ZodString,
  $ZodUnion,
  type $ZodCheck,
  type $ZodShape,
  type $ZodType,
  type $ZodTypeDiscriminable,
  type $strip,
} from 'zod/v4/core'

// The kinds of schema that the contract is written with, on zod's core. Those of `zod/mini` are the same with methods, which
// nothing here calls and which weigh more than a kilobyte in a browser. Zod's constructors do not say what they make: it is
// said here.

export type { output as Infer } from 'zod/v4/core'

/* @__NO_SIDE_EFFECTS__ */
export function string(...checks: $ZodCheck<string>[]): $ZodString<string> {
  return new $ZodString({ type: 'string', checks }) as $ZodString<string>
}

/* @__NO_SIDE_EFFECTS__ */
export function number(...checks: $ZodCheck<number>[]): $ZodNumber<number> {
  return new $ZodNumber({ type: 'number', checks }) as $ZodNumber<number>
}

/* @__NO_SIDE_EFFECTS__ */
export function boolean(): $ZodBoolean<boolean> {
  return new $ZodBoolean({ type: 'boolean' }) as $ZodBoolean<boolean>
}

/* @__NO_SIDE_EFFECTS__ */
export function literal<const Value extends string | boolean>(value: Value): $ZodLiteral<Value> {
  return new $ZodLiteral({ type: 'literal', values: [value] }) as $ZodLiteral<Value>
}

/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const Texts extends readonly string[]>(
  texts: Texts,
): $ZodEnum<{ [Text in Texts[number]]: Text }> {
  const entries = Object.fromEntries(texts.map((text) => [text, text]))
  return new $ZodEnum({ type: 'enum', entries }) as unknown as $ZodEnum<{ [Text in Texts[number]]: Text }>
}

/* @__NO_SIDE_EFFECTS__ */
export function object<Shape extends $ZodShape>(shape: Shape): $ZodObject<Shape, $strip> {
  return new $ZodObject({ type: 'object', shape }) as unknown as $ZodObject<Shape, $strip>
}

/* @__NO_SIDE_EFFECTS__ */
export function array<Element extends $ZodType>(element: Element): $ZodArray<Element> {
  return new $ZodArray({ type: 'array', element }) as unknown as $ZodArray<Element>
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable<Inner extends $ZodType>(innerType: Inner): $ZodNullable<Inner> {
  return new $ZodNullable({ type: 'nullable', innerType }) as unknown as $ZodNullable<Inner>
}

/* @__NO_SIDE_EFFECTS__ */
export function optional<Inner extends $ZodType>(innerType: Inner): $ZodOptional<Inner> {
  return new $ZodOptional({ type: 'optional', innerType }) as unknown as $ZodOptional<Inner>
}

/* @__NO_SIDE_EFFECTS__ */
export function union<const Options extends readonly $ZodType[]>(options: Options): $ZodUnion<Options> {
  return new $ZodUnion({ type: 'union', options, inclusive: true }) as unknown as $ZodUnion<Options>
}

/* @__NO_SIDE_EFFECTS__ */
export function discriminatedUnion<
  Key extends string,
  const Options extends readonly [$ZodTypeDiscriminable, ...$ZodTypeDiscriminable[]],
>(discriminator: Key, options: Options): $ZodDiscriminatedUnion<Options, Key> {
  return new $ZodDiscriminatedUnion({
    type: 'union',
    options: options as unknown as $ZodType[],
    discriminator,
    inclusive: false,
  }) as unknown as $ZodDiscriminatedUnion<Options, Key>
}
