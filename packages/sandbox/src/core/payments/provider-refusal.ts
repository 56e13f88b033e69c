/** The provider says no; `status` is what its API answers. */
export class ProviderRefusal extends Error {
  override readonly name = 'ProviderRefusal'
  readonly status: 402 | 404 | 409
  readonly code: string

  constructor(status: 402 | 404 | 409, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}
