declare const options: Omit<import('react-3as/server').PartnerHandlerOptions, 'payments'>
declare const handler: import('react-3as/server').PartnerHandler
declare const books: {
  addOnce(key: string, order: object): void
  renewOnce(key: string, period: object): void
  end(target: string): void
  isOnHold(customerId: string): Promise<boolean>
}
