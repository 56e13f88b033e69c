import { SubscriptionPanel } from 'react-3as'

export const BillingPage = () => <SubscriptionPanel websiteId="acme-bikes" />
