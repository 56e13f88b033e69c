/** Colours, type and the parts that all of the sandbox's pages share. */
export const baseStyles = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f4f6f8, #0e1216);
  --surface: light-dark(#ffffff, #161b21);
  --raised: light-dark(#f4f6f8, #1e252d);
  --chosen: light-dark(#ffffff, #2c363f);
  --edge: light-dark(#e1e6eb, #29313a);
  --edge-strong: light-dark(#8a97a4, #67737f);
  --ink: light-dark(#16202a, #eaf0f5);
  --ink-soft: light-dark(#55626f, #a3afbb);
  --accent: light-dark(#0b6a8f, #5cc3e8);
  --accent-strong: light-dark(#095572, #7dd3f2);
  --accent-soft: light-dark(#e2f1f7, #12313f);
  --on-accent: light-dark(#ffffff, #06222e);
  --good: light-dark(#15693f, #62cf94);
  --good-soft: light-dark(#e3f4ea, #123023);
  --bad: light-dark(#ad2a22, #ff9d92);
  --bad-soft: light-dark(#fdebe9, #3a1a18);
  --caution: light-dark(#8a5300, #f2bb62);
  --caution-soft: light-dark(#fff4de, #33260f);
  --part-0: light-dark(#0b6a8f, #5cc3e8);
  --part-1: light-dark(#e0913a, #e8a458);
  --part-2: light-dark(#6b9f5b, #8ec27d);
  --part-3: light-dark(#8593a1, #7d8b98);
  --radius: 12px;
  --shadow: 0 1px 2px light-dark(rgb(20 34 48 / 6%), rgb(0 0 0 / 30%));
}
*, *::before, *::after { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.45 Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: break-word;
}
h1, h2, p, dl, dd, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1 { font-size: 20px; line-height: 1.25; font-weight: 640; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: 15px; line-height: 1.35; font-weight: 620; letter-spacing: -0.005em; }
a { color: var(--accent-strong); }
.icon { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.strong { font-weight: 620; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.button {
  display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: 40px; padding: 8px 16px;
  border: 1px solid transparent; border-radius: 9px; font: inherit; font-weight: 600; line-height: 1.25; text-decoration: none;
  text-align: center; cursor: pointer; transition: background-color 120ms, border-color 120ms;
}
.button.primary { background: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--accent-strong); }
.button.quiet { background: var(--surface); border-color: var(--edge-strong); color: var(--ink); }
.button.quiet:hover { background: var(--raised); }
.badge {
  display: inline-block; padding: 2px 10px; border-radius: 999px; background: var(--accent-soft); color: var(--accent-strong);
  font-size: 13px; font-weight: 620;
}
.card { background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius); padding: 20px; box-shadow: var(--shadow); min-width: 0; }
.card-header { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 4px 16px; }
.unit { color: var(--ink-soft); font-size: 13px; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
.nothing { color: var(--ink-soft); padding: 28px 0; text-align: center; }
input, select { min-height: 40px; padding: 6px 10px; border: 1px solid var(--edge-strong); border-radius: 8px; background: var(--surface); color: inherit; font: inherit; font-weight: 400; min-width: 0; width: 100%; }
`
