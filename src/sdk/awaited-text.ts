import { ThreeAsInvalidRequestError } from './three-as-error.ts'

interface Asked {
  /** The call, by its path on the client. */
  call: string
  /** The line as it should stand, with its `await`. */
  line: string
  /** Members that the vendor's SDK has on what it answers with. */
  members?: readonly string[]
}

/**
 * A promise that complains when it is taken for its text. TypeScript sees that where a `string` is asked for, and lets
 * `` `${promise}` `` and `promise + text` pass: "[object Promise]" would be the address of a frame.
 */
export function awaitedText(text: Promise<string>, { call, line, members = [] }: Asked): Promise<string> {
  const complain = () => {
    throw new ThreeAsInvalidRequestError({
      message: `${call} answers with a promise, which was used as if it were the text. Write: ${line}`,
      hint: 'Signing is asynchronous on every runtime; await the text before it is used.',
      call,
    })
  }
  const asText = ['toString', Symbol.toPrimitive, 'toJSON'].map((name) => [name, { value: complain }])
  const asToken = members.map((name) => [name, { get: complain }])
  return Object.defineProperties(text, Object.fromEntries([...asText, ...asToken]) as PropertyDescriptorMap)
}
