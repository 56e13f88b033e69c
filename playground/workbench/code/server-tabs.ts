import type { Preparation } from '../../tab/prepared-states.ts'
import type { ServerName, SignInName } from '../choices.ts'
import { environmentOf } from './environment.ts'
import { serverFiles, type ServerFile } from './server-files.ts'

/** What the tabs of the reader's own server show. */
export interface ServerTabs {
  files: readonly ServerFile[]
  environment: string
}

export function serverTabs(server: ServerName, signIn: SignInName, preparation: Preparation): ServerTabs {
  const files = serverFiles(server, signIn, preparation)
  return { files, environment: environmentOf(server, files) }
}
