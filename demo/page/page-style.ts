/** Colours and shapes close to GitHub's, light and dark. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--bg:#fff;--soft:#f6f8fa;--line:#d1d9e0;--text:#1f2328;--quiet:#59636e;--link:#0969da;
--green:#1a7f37;--red:#cf222e;--amber:#9a6700;--grey:#6e7781;--blue:#0969da;--on:#fff;--code:#818b981f;
--added:#dafbe1;--added-n:#aceebb;--removed:#ffebe9;--removed-n:#ffcecb;--mark:#fff8c5;--mark-line:#d4a72c66;--branch:#ddf4ff}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--soft:#151b23;--line:#3d444d;--text:#f0f6fc;--quiet:#9198a1;--link:#4493f8;
--green:#238636;--red:#da3633;--amber:#bb8009;--grey:#656c76;--blue:#1f6feb;--code:#656c7633;
--added:#2ea04326;--added-n:#2ea0434d;--removed:#f851491a;--removed-n:#f851494d;--mark:#bb800933;--mark-line:#bb8009;--branch:#388bfd1a}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:16px}
body{margin:0;background:var(--bg);color:var(--text);font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
code,.code{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:12px}
a{color:var(--link);text-decoration:none}a:hover{text-decoration:underline}
header,main{max-width:1012px;margin:0 auto;padding:0 16px}
header{padding-top:24px}
h1{font-size:20px;font-weight:400;display:flex;gap:8px;align-items:center;margin:0}
header p{color:var(--quiet);margin:4px 0 16px}
nav{border:1px solid var(--line);border-radius:6px;overflow:hidden}
nav a{display:flex;gap:8px;align-items:center;padding:8px 16px;color:var(--text);font-weight:600}
nav a+a{border-top:1px solid var(--line)}nav a:hover{background:var(--soft);text-decoration:none}
.icons{display:flex;gap:4px;width:36px}
.number{color:var(--quiet);font-weight:300}
section{padding-top:48px}
h2{font-size:28px;font-weight:400;line-height:1.25;margin:0 0 8px}
.sub{display:flex;gap:8px;align-items:center;flex-wrap:wrap;color:var(--quiet);margin:0 0 16px;padding-bottom:16px;border-bottom:1px solid var(--line)}
.sub b{color:var(--text)}
.open{display:inline-flex;gap:4px;align-items:center;background:var(--green);color:#fff;border-radius:2em;padding:4px 12px;font-weight:600}
.branch{background:var(--branch);color:var(--link);border-radius:6px;padding:2px 6px}
.push{display:flex;gap:6px;align-items:center;color:var(--quiet);margin:20px 0 12px}
.push b{color:var(--text)}
.dot{width:10px;height:10px;border-radius:50%;border:2px solid var(--grey)}
.quiet{color:var(--quiet)}
.comment{display:grid;grid-template-columns:40px minmax(0,1fr);gap:16px;margin-bottom:16px}
.avatar{width:40px;height:40px;border-radius:6px;background:var(--soft);border:1px solid var(--line);display:grid;place-items:center}
.box,.file{border:1px solid var(--line);border-radius:6px;overflow:hidden;margin-bottom:16px}
.comment .box{margin:0}
.box-head{display:flex;gap:6px;align-items:center;background:var(--soft);border-bottom:1px solid var(--line);padding:8px 16px}
.label{border:1px solid var(--line);border-radius:2em;color:var(--quiet);font-size:12px;padding:0 7px;line-height:18px}
.box-body{padding:16px}
.verdict,.run{display:flex;gap:8px;align-items:flex-start;padding:12px 16px;border-bottom:1px solid var(--line)}
.verdict{font-size:16px}.run{background:var(--soft);cursor:pointer;list-style:none}
details:not([open])>.run{border-bottom:0}
.more{margin-left:auto;flex:none;color:var(--quiet);font-size:12px;line-height:21px}
.more::before{content:"Show details"}details[open]>.run .more::before{content:"Hide details"}
.verdict .icon,.run .icon{flex:none;margin-top:3px}
.icon{display:inline-block;vertical-align:-2px;fill:var(--text);stroke:none}
.icon .line{fill:none;stroke:currentColor;stroke-width:1.4;stroke-linejoin:round;stroke-linecap:round}
.icon .on{fill:none;stroke:var(--on);stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.icon-success{fill:var(--green)}.icon-failure{fill:var(--red)}.icon-neutral{fill:var(--grey)}.icon-warning{fill:var(--amber)}.icon-notice{fill:var(--blue)}
.icon-app,.icon-file{color:var(--quiet);fill:var(--quiet)}
.markdown{overflow-wrap:break-word}
.markdown>:first-child{margin-top:0}.markdown>:last-child{margin-bottom:0}
.markdown h3{font-size:16px;margin:20px 0 8px}
.markdown p,.markdown ul{margin:0 0 12px}.markdown ul{padding-left:24px}.markdown li+li{margin-top:4px}
.markdown code{background:var(--code);border-radius:6px;padding:2px 5px}
.markdown table{border-collapse:collapse;display:block;overflow-x:auto;margin:0 0 12px;max-width:100%}
.markdown th,.markdown td{border:1px solid var(--line);padding:6px 12px;text-align:left;vertical-align:top}
.markdown tr:nth-child(2n){background:var(--soft)}
.markdown details{margin-top:12px}.markdown summary{cursor:pointer;font-weight:600;margin-bottom:8px}
.file-name{display:flex;gap:8px;align-items:center;background:var(--soft);border-bottom:1px solid var(--line);padding:8px 12px;font-weight:600}
.scroll{overflow-x:auto}
.code{border-collapse:collapse;width:100%;line-height:20px}
.code td{padding:0}
.code td.number{width:44px;min-width:44px;padding:0 8px;text-align:right;color:var(--quiet);user-select:none;vertical-align:top;font-weight:400}
.code td.text{white-space:pre;padding-right:16px;tab-size:2}
.mark{display:inline-block;width:22px;text-align:center;color:var(--quiet);user-select:none}
.added td{background:var(--added)}.added td.number{background:var(--added-n)}
.removed td{background:var(--removed)}.removed td.number{background:var(--removed-n)}
.code tr:target td{outline:2px solid var(--link);outline-offset:-2px}
.code mark{background:var(--mark);color:inherit;outline:1px solid var(--mark-line);border-radius:3px;padding:0 2px}
.gap td{background:var(--soft);color:var(--quiet);text-align:center;border-block:1px solid var(--line)}
.note td{border-block:1px solid var(--line);background:var(--bg)}
.annotation{margin:8px 12px;border:1px solid var(--line);border-left:4px solid var(--grey);border-radius:6px;padding:8px 12px;font:13px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif;max-width:min(954px,calc(100vw - 58px));position:sticky;left:12px;overflow-wrap:anywhere}
.annotation.failure{border-left-color:var(--red)}.annotation.warning{border-left-color:var(--amber)}.annotation.notice{border-left-color:var(--blue)}
.annotation-head{display:flex;gap:6px;align-items:center;color:var(--quiet);font-size:12px}
.source{margin-left:auto}.annotation-head{margin-bottom:4px}
`;
