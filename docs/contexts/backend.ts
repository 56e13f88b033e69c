declare const handler: import('react-3as/server').PartnerHandler
declare const options: Omit<import('react-3as/server').PartnerHandlerOptions, 'payments'>
