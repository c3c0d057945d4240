/** The report's whole style sheet: no network, light and dark, 390 px and up. */
export const STYLE = `
:root { --ground:#fff; --text:#1b2129; --quiet:#5b6673; --line:#dfe4ea; --card:#f7f9fb; --accent:#0072b2; --good:#00724f; --bad:#b3261e; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ground:#12161b; --text:#e6ebf0; --quiet:#9aa7b4; --line:#2b333c; --card:#1a2027; --accent:#56b4e9; --good:#3fca98; --bad:#ff8a80; } }
* { box-sizing: border-box; }
body { margin:0 auto; max-width:1120px; padding:28px 24px 64px; background:var(--ground); color:var(--text); font:15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size:28px; margin:0; letter-spacing:-.01em; } h2 { font-size:19px; margin:40px 0 12px; } h3 { font-size:15px; margin:24px 0 8px; }
p { margin:6px 0; } .quiet, figcaption { color:var(--quiet); } small { color:var(--quiet); }
.cards { display:grid; grid-template-columns:repeat(auto-fit,minmax(150px,1fr)); gap:12px; margin:20px 0 8px; }
.card { background:var(--card); border:1px solid var(--line); border-radius:8px; padding:12px 14px; } .card b { display:block; font-size:22px; font-variant-numeric:tabular-nums; } .card span { color:var(--quiet); font-size:13px; }
.scroll { overflow-x:auto; max-width:100%; }
table { border-collapse:collapse; width:100%; font-variant-numeric:tabular-nums; } th { text-align:left; font-weight:600; } td, th { padding:7px 10px; border-bottom:1px solid var(--line); vertical-align:top; }
td.n, th.n { text-align:right; white-space:nowrap; }
.good { color:var(--good); } .bad { color:var(--bad); font-weight:600; }
.grid2 { display:grid; grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr)); gap:20px; } figure { margin:0; min-width:0; } figcaption { font-size:13px; margin-bottom:6px; }
svg { width:100%; height:auto; display:block; font-size:12px; } svg text { fill:var(--text); } .grid line { stroke:var(--line); } .grid text { fill:var(--quiet); }
.bar { fill:var(--accent); } .muted { fill:var(--quiet); opacity:.45; } .broken { fill:var(--bad); } .limit { stroke:var(--text); stroke-width:2; stroke-dasharray:3 2; }
.legend { list-style:none; display:flex; flex-wrap:wrap; gap:4px 14px; margin:8px 0 0; padding:0; font-size:13px; color:var(--quiet); } .legend i { display:inline-block; width:10px; height:10px; border-radius:2px; margin-right:6px; }
.goals i { display:inline-block; width:10px; height:10px; border-radius:5px; margin-right:6px; } .goals table { font-size:13px; margin-top:8px; } .goals td, .goals th { padding:3px 8px; }
.confusions { display:flex; flex-wrap:wrap; gap:20px 48px; margin-top:20px; } .confusion { width:auto; font-size:13px; } .confusion td, .confusion th { padding:4px 7px; text-align:right; border:1px solid var(--line); } .confusion td.strong { color:#fff; } .confusion thead th span { writing-mode:vertical-rl; transform:rotate(180deg); }
details { margin-top:10px; } summary { cursor:pointer; color:var(--accent); }
footer { margin-top:48px; color:var(--quiet); font-size:13px; border-top:1px solid var(--line); padding-top:12px; }
@media (max-width:520px) { body { padding:18px 14px 48px; } h1 { font-size:23px; } td, th { padding:6px 7px; }
#targets thead { display:none; } #targets tr { display:block; border-bottom:2px solid var(--line); padding:8px 0; } #targets th, #targets td { display:flex; justify-content:space-between; gap:12px; border:0; text-align:right; white-space:normal; padding:3px 2px; } #targets th { display:block; text-align:left; }
#targets td::before { content:attr(data-name); color:var(--quiet); text-align:left; } }
`;
