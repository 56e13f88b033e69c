import { regex, string } from 'zod/mini'

/** An id: the partner's own free text, or the platform's. Never empty; may hold `/`, `?`, `%`, spaces and unicode. */
export const idSchema = string().check(({ value, issues }) => {
  // By hand, because every embed loads it and zod's two length checks would double what it weighs.
  if (value.length < 1 || value.length > 512)
    issues.push({ code: 'custom', input: value, message: '1 to 512 characters' })
})

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/

/** A moment as ISO 8601 with an offset. */
export const instantSchema = string().check(regex(isoInstant))
