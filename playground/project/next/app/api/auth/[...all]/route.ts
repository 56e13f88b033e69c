import { signIn } from '../../../../lib/sign-in'

export { signIn as GET, signIn as POST }
