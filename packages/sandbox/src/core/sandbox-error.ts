export type SandboxErrorCode = 'bad_config' | 'port_taken' | 'bad_port' | 'bad_data_folder' | 'bad_option'

/** Why a sandbox did not start, in one line. Nothing of it is left running. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode

  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'SandboxError'
    this.code = code
  }
}
