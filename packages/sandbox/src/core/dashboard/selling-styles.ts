import { messageStyles } from './message-styles.ts'

/** Plans, checkout and payment. */
export const sellingStyles = `${messageStyles}
.selling { max-width: 1120px; margin: 0 auto; padding: 24px; }
.selling.narrow { max-width: 480px; }
.selling h1 { font-size: 22px; }
.back { display: inline-flex; align-items: center; gap: 6px; margin-bottom: 16px; color: var(--ink-soft); font-size: 14px; font-weight: 560; text-decoration: none; }
.back:hover { color: var(--ink); }
.back .icon { width: 17px; height: 17px; }
.selling-header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 14px 24px; margin-bottom: 22px; }
.intervals { display: flex; padding: 3px; border-radius: 10px; background: light-dark(#e7ebef, #1c232a); }
.intervals a { padding: 7px 14px; border-radius: 8px; color: var(--ink-soft); font-size: 14px; font-weight: 580; text-decoration: none; }
.intervals a:hover { color: var(--ink); }
.intervals a[aria-current='true'] { background: var(--chosen); color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / 14%); }
.offers { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 232px), 1fr)); }
.offer { display: grid; gap: 6px; grid-template-rows: auto auto 1fr auto; }
.offer.recommended { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.offer-head { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 6px; min-height: 26px; }
.offer-head h2 { font-size: 18px; }
.offer-limit { color: var(--ink-soft); font-size: 14px; }
.offer-price { margin: 14px 0 18px; color: var(--ink-soft); font-size: 14px; }
.amount { color: var(--ink); font-size: 28px; font-weight: 660; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.offer-monthly { display: block; margin-top: 2px; }
.offer-monthly s { margin-right: 4px; }
.offer-state { display: flex; align-items: center; justify-content: center; gap: 6px; min-height: 40px; color: var(--ink-soft); font-size: 14px; font-weight: 560; }
.offer-state .icon { color: var(--good); }
.checkout { display: grid; gap: 18px; padding: 28px; }
.checkout header { display: grid; gap: 4px; }
.lines { display: grid; gap: 10px; padding: 14px 0; border-block: 1px solid var(--edge); font-size: 14px; }
.lines div { display: flex; justify-content: space-between; gap: 16px; }
.lines dd { font-variant-numeric: tabular-nums; white-space: nowrap; }
.lines .due { font-weight: 640; font-size: 15px; }
.checkout form { display: grid; gap: 14px; }
.checkout label { display: grid; gap: 5px; font-size: 14px; font-weight: 560; }
.checkout .button { min-height: 44px; }
.sandbox-note { display: flex; align-items: start; gap: 7px; color: var(--ink-soft); font-size: 13px; }
.sandbox-note .icon { width: 17px; height: 17px; margin-top: 1px; }
.narrow > .sandbox-note { margin-top: 16px; justify-content: center; }
.refusal { display: flex; gap: 10px; padding: 12px 14px; border-radius: 9px; background: var(--bad-soft); color: var(--bad); font-size: 14px; font-weight: 560; }
.payment-top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; margin: 4px 0 14px; font-weight: 620; }
.payment-top .badge { background: var(--caution-soft); color: var(--caution); }
.payment-for { display: block; color: var(--ink-soft); font-size: 15px; font-weight: 500; letter-spacing: 0; }
.payment-amount { display: block; margin-top: 4px; font-size: 36px; line-height: 1.2; font-weight: 680; letter-spacing: -0.03em; font-variant-numeric: tabular-nums; }
.checkout .outcomes { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px; }
.outcomes .primary, .outcomes-title { grid-column: 1 / -1; }
.outcomes-title { margin-top: 6px; color: var(--ink-soft); font-size: 13px; text-align: center; }
.consent { justify-items: center; text-align: center; }
.checkout .consent { gap: 8px; }
.consent p { color: var(--ink-soft); text-wrap: balance; }
.consent strong { color: var(--ink); }
.consent + .outcomes .button { grid-column: 1 / -1; }
@media (max-width: 480px) {
  .selling { padding: 16px; }
  .checkout { padding: 20px 16px; }
  .intervals { width: 100%; }
  .intervals a { flex: 1; text-align: center; padding: 7px 8px; }
}
`
