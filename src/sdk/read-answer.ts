import { safeParse, type infer as Infer, type ZodMiniType } from 'zod/mini'
import { wireAnswer, wireRowsSchema } from './wire/wire-answer.ts'
import type { RowsRead } from './page.ts'

/** Part of an answer that could not be read, and what became of it. The field is named, never its value. */
export interface Unread {
  what: 'row' | 'answer'
  field: string
}

/** What the body of a success means, or the field at which it has an unexpected shape. A body is `undefined` when empty. */
export type ReadAnswer<Result> = (
  body: unknown,
  tell: (unread: Unread) => void,
) => { data: Result } | { wrongField: string }

/** The whole body. */
export function bodyOf<Body extends ZodMiniType>(schema: Body): ReadAnswer<Infer<Body>> {
  return (body) => {
    const read = safeParse(schema, body)
    return read.success ? { data: read.data } : { wrongField: fieldOf(read.error.issues) }
  }
}

/** By their payload's schema: to make a schema takes longer than to read with it. */
const payloadReaders = new WeakMap<ZodMiniType, ReadAnswer<unknown>>()

/** One thing, without the `payload` around it. */
export function payloadOf<Payload extends ZodMiniType>(schema: Payload): ReadAnswer<Infer<Payload>> {
  let reader = payloadReaders.get(schema)
  if (!reader) payloadReaders.set(schema, (reader = payloadReader(schema)))
  return reader as ReadAnswer<Infer<Payload>>
}

function payloadReader(schema: ZodMiniType): ReadAnswer<unknown> {
  const readBody = bodyOf(wireAnswer(schema))
  return (body, tell) => {
    const read = readBody(body, tell)
    return 'data' in read ? { data: read.data.payload } : read
  }
}

/** The rows of a list that can be read. Each other one is left out and told about; `strict` does without the list then. */
export function rowsOf<Row extends ZodMiniType>(schema: Row, strict: boolean): ReadAnswer<RowsRead<Infer<Row>>> {
  return (body, tell) => {
    const read = safeParse(wireRowsSchema, body)
    if (!read.success) return { wrongField: fieldOf(read.error.issues) }
    const { payload, meta } = read.data
    const items: Infer<Row>[] = []
    for (const [index, given] of payload.entries()) {
      const row = safeParse(schema, given)
      if (row.success) {
        items.push(row.data)
        continue
      }
      const field = fieldOf(row.error.issues, ['payload', index])
      if (strict) return { wrongField: field }
      tell({ what: 'row', field })
    }
    return { data: { items, metadata: meta, sent: payload.length } }
  }
}

/** What a change answers: it is done all the same, so what cannot be read is `null`. */
export function doneWith<Payload extends ZodMiniType>(schema: Payload): ReadAnswer<Infer<Payload> | null> {
  const readPayload = payloadOf(schema)
  return (body, tell) => {
    const read = readPayload(body, tell)
    if ('data' in read) return read
    if (body !== undefined) tell({ what: 'answer', field: read.wrongField })
    return { data: null }
  }
}

/** A change whose answer says nothing that anybody needs. */
export const done: ReadAnswer<void> = () => ({ data: undefined })

function fieldOf(issues: readonly { path: PropertyKey[] }[], within: PropertyKey[] = []): string {
  return [...within, ...(issues[0]?.path ?? [])].map(String).join('.')
}
