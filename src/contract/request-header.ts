/**
 * Sent with every call to the partner's backend. A page of another site cannot send it without being allowed to by CORS,
 * so a POST that has it was made by the partner's own page. Its value is the major version of this contract: within one,
 * fields and members are only added, and neither side minds what it does not know.
 */
export const requestHeader = { name: 'x-react-3as', value: '1' } as const

/** Names the customer that the page shows, as `encodeURIComponent` writes it. The backend decides whether it is theirs. */
export const customerHeader = 'x-react-3as-customer'
