import { PackagePicker, SubscriptionPanel } from 'react-3as'

/** A page of a host, with elements of its own beside the kit's: by the package's name, so that a tarball can stand for it. */
export function HostPage() {
  return (
    <>
      <div id="host">
        <h2>Acme</h2>
        <p data-part="panel" data-kind="primary">
          A paragraph of the host
        </p>
        <ul data-part="feature">
          <li>One</li>
        </ul>
        <button type="button" data-tone="bad">
          Press
        </button>
        <input type="radio" data-part="picker-radio" />
      </div>
      <PackagePicker
        websiteId="acme-bikes"
        renderFeatures={() => ['Heatmaps']}
        footnote="Prices exclude VAT."
        value="pro-monthly"
      />
      <SubscriptionPanel websiteId="acme-bikes" />
    </>
  )
}
