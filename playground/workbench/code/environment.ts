/** The names of what a deployed backend reads from its environment. */
export const environment = `# Your INTP id, and the private key whose public half 3AS has (PEM; line breaks may be \\n).
THREE_AS_INTP_ID=
THREE_AS_PRIVATE_KEY=

# For the sandbox only: npx react-3as-sandbox --port 4300. It brings an id and a key along (docs/sandbox.md).
# THREE_AS_API_URL=http://127.0.0.1:4300
# THREE_AS_DASHBOARD_URL=http://127.0.0.1:4301

# Where your page runs: changes are taken from there alone.
PUBLIC_URL=http://localhost:3000
`
