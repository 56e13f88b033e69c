import type { listPackages } from '../../contract/routes.ts'
import type { Answer } from '../settings/services.ts'

export const answerPackages: Answer<typeof listPackages> = async (_input, { website }, { platform }) => {
  const { holder } = await platform.company()
  const { offered } = await platform.shownPackages(website, holder)
  return { packages: offered }
}
