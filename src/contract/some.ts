/** Some of the fields of a shape, as an option takes them: one that is `undefined` counts as left out. */
export type Some<Shape> = { [Field in keyof Shape]?: Shape[Field] | undefined }

type Decided<Options> = { [Name in keyof Options]: Exclude<Options[Name], undefined> }

/** What was said, to be spread over what holds by itself: a field that is `undefined` would take its place. */
export function withoutUndefined<Options extends object>(options: Options): Decided<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Decided<Options>
}
