export const chartStyles = `
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; color: var(--ink-soft); font-size: 13px; }
.legend li { display: flex; align-items: center; gap: 7px; }
.legend li::before { content: ''; width: 16px; border-top: 2.5px solid var(--accent); border-radius: 2px; }
.legend .before::before { border-top: 2px dashed var(--edge-strong); }
.curve { display: grid; grid-template-columns: 34px minmax(0, 1fr); gap: 0 10px; margin-top: 22px; }
.curve svg { overflow: visible; }
.curve-axis, .curve-plot { width: 100%; height: 236px; }
.curve-days { grid-column: 2; width: 100%; height: 24px; }
.curve text { fill: var(--ink-soft); font-size: 12px; font-variant-numeric: tabular-nums; }
.curve .grid, .curve .base { stroke: var(--edge); }
.curve .base { stroke: var(--edge-strong); }
.stretched path, .spark path { vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round; fill: none; }
.stretched .line { stroke: var(--accent); stroke-width: 2.5; }
.stretched .unfinished { stroke-dasharray: 1 5; }
.stretched .previous { stroke: var(--edge-strong); stroke-width: 1.5; stroke-dasharray: 4 4; }
.stretched .area { fill: var(--accent); fill-opacity: 0.1; }
.hint .catch { fill: transparent; }
.hint > :not(.catch) { visibility: hidden; pointer-events: none; }
.hint:hover > * { visibility: visible; }
.single .hint .dot { visibility: visible; }
.hint .cursor { stroke: var(--edge-strong); }
.hint .dot { fill: var(--accent); stroke: var(--surface); stroke-width: 2; }
.hint .hint-box { fill: var(--surface); stroke: var(--edge-strong); filter: drop-shadow(0 3px 8px rgb(0 0 0 / 18%)); }
.curve .hint-value { fill: var(--ink); font-size: 14px; font-weight: 640; }
.spark { display: block; width: 100%; height: 30px; margin-top: 6px; overflow: visible; }
.spark path { stroke: var(--accent); stroke-width: 1.8; opacity: 0.85; }
.bar { display: block; width: 100%; }
.bar .track { fill: light-dark(#e7ecf0, #262f38); }
.bar .fill { fill: var(--fill, var(--accent)); }
.ring-with-key { display: grid; gap: 18px; margin-top: 14px; justify-items: center; }
.ring { width: 156px; height: 156px; }
.ring circle { fill: none; stroke-width: 15; }
.ring-value { fill: var(--ink); font-size: 21px; font-weight: 660; letter-spacing: -0.02em; }
.ring-label { fill: var(--ink-soft); font-size: 10px; }
.ring .part-0 { stroke: var(--part-0); }
.ring .part-1 { stroke: var(--part-1); }
.ring .part-2 { stroke: var(--part-2); }
.ring .part-3 { stroke: var(--part-3); }
.key { width: 100%; display: grid; gap: 8px; font-size: 14px; }
.key li { display: flex; align-items: center; gap: 9px; }
.key .row-name { flex: 1; }
.key li::before { content: ''; width: 10px; height: 10px; border-radius: 3px; background: var(--dot); }
.key .part-0 { --dot: var(--part-0); }
.key .part-1 { --dot: var(--part-1); }
.key .part-2 { --dot: var(--part-2); }
.key .part-3 { --dot: var(--part-3); }
.picture { display: block; width: 100%; height: auto; }
.picture .sheet { fill: var(--raised); stroke: var(--edge); }
.picture .blocks { fill: light-dark(#dbe2e8, #2b343e); }
.picture .hot { stop-color: #e5482d; stop-opacity: 0.85; }
.picture .warm { stop-color: #f2a53a; stop-opacity: 0.5; }
.picture .cool { stop-color: #5fb57a; stop-opacity: 0; }
.picture .pointer-path { fill: none; stroke: var(--accent); stroke-width: 2; stroke-dasharray: 1 6; stroke-linecap: round; }
.picture .pointer { fill: var(--ink); }
.picture .track { fill: light-dark(#d3dbe2, #333d47); }
.picture .played { fill: var(--accent); }
.recording-strip .step-0 { fill: var(--part-0); }
.recording-strip .step-1 { fill: var(--accent); opacity: 0.6; }
.recording-strip .step-2 { fill: var(--accent); opacity: 0.35; }
`
