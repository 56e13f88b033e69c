export const dashboardStyles = `
.page { max-width: 1240px; margin: 0 auto; padding: 24px; }
.top { display: flex; align-items: center; justify-content: space-between; gap: 24px; }
.site { display: flex; align-items: center; gap: 14px; min-width: 0; }
.monogram {
  flex: none; display: grid; place-items: center; width: 44px; height: 44px; border-radius: 11px; background: var(--accent);
  color: var(--on-accent); font-size: 20px; font-weight: 700;
}
.site-text, .row-name, .page-title, .page-path, .recording-path { overflow-wrap: anywhere; min-width: 0; }
.days { color: var(--ink-soft); font-size: 14px; margin-top: 2px; }
.plan { display: flex; align-items: center; gap: 20px; }
.plan-lines { display: grid; gap: 7px; width: 344px; }
.plan-name { display: flex; align-items: center; gap: 8px; }
.plan-detail, .usage-text { color: var(--ink-soft); font-size: 13px; }
.usage-text { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 12px; font-variant-numeric: tabular-nums; }
.usage-text span { display: inline-flex; align-items: center; gap: 4px; }
.usage-text .icon { width: 15px; height: 15px; }
.usage .bar { height: 7px; }
.usage.close { --fill: var(--caution); }
.usage.reached { --fill: var(--bad); }
.usage.close + .usage-text span:first-child { color: var(--caution); }
.usage.reached + .usage-text span:first-child { color: var(--bad); }
.bar-of-links { display: flex; flex-wrap: wrap-reverse; align-items: end; justify-content: space-between; gap: 0 16px; margin: 22px 0 20px; border-bottom: 1px solid var(--edge); }
.tabs { display: flex; gap: 22px; }
.tabs a {
  display: flex; align-items: center; gap: 7px; padding: 8px 2px 11px; margin-bottom: -1px; border-bottom: 2px solid transparent;
  color: var(--ink-soft); font-size: 14px; font-weight: 560; text-decoration: none; white-space: nowrap;
}
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current='page'] { color: var(--accent-strong); border-color: var(--accent); }
.tabs .icon { width: 17px; height: 17px; }
.tab-lock { display: inline-flex; }
.tab-lock .icon { width: 14px; height: 14px; }
.periods { display: flex; margin: 0 0 9px auto; padding: 3px; border-radius: 9px; background: light-dark(#e7ebef, #1c232a); }
.periods a, .periods summary { padding: 4px 11px; border-radius: 7px; color: var(--ink-soft); font-size: 13px; font-weight: 560; text-decoration: none; white-space: nowrap; }
.periods a:hover, .periods summary:hover { color: var(--ink); }
.custom { position: relative; }
.custom summary { list-style: none; cursor: pointer; }
.custom summary::-webkit-details-marker { display: none; }
.custom[open] summary { background: var(--surface); color: var(--ink); }
.custom form { position: absolute; z-index: 1; inset: calc(100% + 8px) 0 auto auto; width: 260px; display: grid; gap: 12px; padding: 16px; box-shadow: 0 8px 24px rgb(0 0 0 / 20%); }
.custom label { display: grid; grid-template-columns: 52px 1fr; align-items: center; font-size: 14px; }
.periods a[aria-current='true'], .custom.current summary { background: var(--chosen); color: var(--ink); box-shadow: 0 1px 2px rgb(0 0 0 / 14%); }
main { display: grid; gap: 16px; }
main > * { min-width: 0; }
.grid { display: grid; gap: 16px; grid-template-columns: minmax(0, 1fr); }
.grid.loose { align-items: start; }
.wide { min-width: 0; display: grid; }
.notice {
  display: flex; align-items: center; gap: 14px; padding: 14px 18px; border-radius: var(--radius); background: var(--caution-soft);
  border: 1px solid light-dark(#f0d9a8, #57421b); color: var(--ink);
}
.notice > .icon { color: var(--caution); width: 24px; height: 24px; }
.notice-text { flex: 1; font-size: 14px; }
.tiles { display: grid; gap: 16px; grid-template-columns: repeat(4, minmax(0, 1fr)); }
.tile { padding: 16px 18px 14px; }
.tile dt { color: var(--ink-soft); font-size: 13px; font-weight: 560; }
.tile dd { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 10px; }
.tile-value { font-size: 26px; line-height: 1.35; font-weight: 660; letter-spacing: -0.02em; font-variant-numeric: tabular-nums; }
.trend { display: inline-flex; align-items: center; gap: 2px; font-size: 13px; font-weight: 600; font-variant-numeric: tabular-nums; }
.trend .icon { width: 13px; height: 13px; stroke-width: 2.6; }
.trend.good { color: var(--good); }
.trend.bad { color: var(--bad); }
.trend.even { color: var(--ink-soft); }
.rows { display: grid; gap: 12px; margin-top: 16px; }
.rows li { display: grid; grid-template-columns: minmax(0, 1fr) auto 44px; gap: 5px 8px; align-items: start; font-size: 14px; }
.rows .bar { grid-column: 1 / -1; height: 5px; }
.row-count, .row-share { text-align: right; font-variant-numeric: tabular-nums; }
.row-count { font-weight: 600; }
.row-share { color: var(--ink-soft); font-size: 13px; line-height: 20px; }
.page-path { display: block; color: var(--ink-soft); font-size: 13px; line-height: 1.35; }
.table { width: 100%; border-collapse: collapse; font-size: 14px; margin-top: 10px; }
.table th, .table td { padding: 9px 0 9px 14px; text-align: left; font-weight: 400; vertical-align: top; }
.table th:first-child { padding-left: 0; }
.table thead th { color: var(--ink-soft); font-size: 13px; font-weight: 560; }
.table tbody tr { border-top: 1px solid var(--edge); }
.table .numeric { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.table .trend { justify-content: flex-end; }
.page-title { font-weight: 560; }
.numbers { margin-top: 12px; font-size: 13px; }
.numbers summary { display: inline-block; color: var(--ink-soft); cursor: pointer; padding: 4px 0; }
.numbers summary::before { content: '+ '; }
.numbers[open] summary::before { content: '– '; }
.teaser { display: flex; gap: 20px; align-items: center; }
.teaser-picture { flex: 0 0 38%; max-width: 210px; }
.teaser-text { display: grid; gap: 6px; justify-items: start; }
.teaser-text p { color: var(--ink-soft); font-size: 14px; }
.teaser-text .button { margin-top: 6px; }
.needs { display: inline-flex; align-items: center; gap: 5px; font-size: 13px; font-weight: 560; }
.needs .icon { width: 15px; height: 15px; }
.locked { display: grid; grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr); gap: 40px; align-items: center; padding: 40px; }
.locked-picture { opacity: 0.75; }
.locked-text { display: grid; gap: 10px; justify-items: start; max-width: 400px; }
.locked-text h2 { font-size: 22px; letter-spacing: -0.015em; }
.locked-text p { color: var(--ink-soft); }
.locked-text .button { margin-top: 8px; }
.locked-icon { display: grid; place-items: center; width: 44px; height: 44px; border-radius: 50%; background: var(--accent-soft); color: var(--accent-strong); }
.recordings { margin-top: 8px; }
.recordings li { display: grid; grid-template-columns: 130px minmax(0, 1fr) auto; gap: 2px 16px; padding: 12px 0; border-top: 1px solid var(--edge); font-size: 14px; }
.recordings li:first-child { border-top: 0; }
.recording-when, .recording-who { color: var(--ink-soft); font-size: 13px; }
.recording-path { font-weight: 560; }
.recording-who { grid-column: 2; grid-row: 2; }
.recording-length { grid-column: 3; grid-row: 1; font-variant-numeric: tabular-nums; }
.recording-strip { grid-column: 2 / -1; width: 100%; height: 5px; margin-top: 5px; border-radius: 3px; }
@media (min-width: 620px) {
  .grid.halves { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .grid.thirds { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (min-width: 620px) and (max-width: 899px) {
  .grid.thirds > :nth-child(3):last-child { grid-column: 1 / -1; }
  .grid.thirds > :nth-child(3) .ring-with-key { grid-template-columns: auto minmax(0, 1fr); gap: 40px; padding: 0 20px; align-items: center; }
}
@media (max-width: 899px) {
  .teaser { flex-direction: column; align-items: stretch; }
  .teaser-picture { flex: none; max-width: none; }
}
@media (min-width: 900px) {
  .grid:has(> .wide) { grid-template-columns: minmax(0, 2.1fr) minmax(0, 1fr); }
  .grid.thirds { grid-template-columns: repeat(3, minmax(0, 1fr)); }
}
@media (max-width: 860px) {
  .top { flex-direction: column; align-items: stretch; }
  .plan { padding: 16px; background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); }
  .plan .plan-lines { flex: 1; width: auto; }
}
@media (max-width: 1180px) {
  .bar-of-links { flex-flow: column; align-items: stretch; gap: 4px; border-bottom: 0; margin-top: 16px; }
  .tabs { border-bottom: 1px solid var(--edge); justify-content: space-between; gap: 12px; }
  .periods { margin: 12px 0 0; }
  .periods > * { flex: 1; }
  .periods a, .periods summary { text-align: center; }
}
@media (max-width: 760px) {
  .page { padding: 16px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px; }
  .tabs { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 6px; border: 0; }
  .tabs a { position: relative; flex-direction: column; gap: 3px; margin: 0; padding: 9px 4px 8px; border: 1px solid var(--edge); border-radius: 10px; background: var(--surface); font-size: 13px; }
  .tabs a[aria-current='page'] { background: var(--accent-soft); border-color: var(--accent); }
  .tabs .icon { width: 20px; height: 20px; }
  .tab-lock { position: absolute; top: 7px; right: 7px; }
  .tab-lock .icon { width: 13px; height: 13px; }
  .locked { grid-template-columns: minmax(0, 1fr); padding: 24px 20px; gap: 20px; }
  .table .roomy, .curve .minor { display: none; }
  .recordings li { grid-template-columns: minmax(0, 1fr) auto; }
  .recording-when { grid-column: 1; }
  .recording-path { grid-column: 1 / -1; grid-row: 2; }
  .recording-who { grid-column: 1 / -1; grid-row: 3; }
  .recording-length { grid-column: 2; }
  .recording-strip { grid-column: 1 / -1; }
}
@media (max-width: 480px) {
  .card { padding: 16px; }
  .tile { padding: 12px 14px; }
  .tile-value { font-size: 23px; }
  .plan { flex-direction: column; align-items: stretch; gap: 14px; }
  .periods { display: grid; grid-template-columns: repeat(6, 1fr); }
  .periods > * { grid-column: span 2; }
  .periods > :nth-child(n + 4) { grid-column: span 3; }
  .periods a, .periods summary { padding: 6px 4px; }
  .teaser-text .button, .locked-text .button { width: 100%; }
  .notice { flex-wrap: wrap; align-items: start; }
  .notice-text { flex-basis: 70%; }
  .notice .button { width: 100%; }
}
`
