import { analytics } from '../../../../lib/analytics'

export { analytics as GET, analytics as OPTIONS, analytics as POST }
