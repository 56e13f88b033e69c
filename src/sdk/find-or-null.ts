import { ThreeAsNotFoundError } from './three-as-error.ts'

/** What a read finds, or `null` where the platform has no such thing. */
export async function findOrNull<Found>(reading: Promise<Found>): Promise<Found | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof ThreeAsNotFoundError) return null
    throw error
  }
}
