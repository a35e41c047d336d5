/** The style of a page that holds nothing else. */
export const PAGE_STYLE = `
:root{color-scheme:light dark}
body{margin:0;padding:24px 16px 48px;background:#fff;color:#1a1a1a}
.cc-report{margin:0 auto}
@media (prefers-color-scheme:dark){body{background:#14171a;color:#e8e8e8}}
@media print{body{padding:0;background:#fff;color:#000}}`;

/**
 * The style of charts: of the drawings of a chart that is shown which fits its place. A class is
 * doubled where the style of a card would win.
 */
export const CHART_STYLE = `
.cc-chart{container-type:inline-size;margin:8px 0;overflow-x:auto}
.cc-chart>svg[class]{display:none;width:100%;height:auto}
.cc-chart>svg.cc-wide,.cc-chart>svg.cc-only{display:block}
@container (max-width:661px){.cc-chart>svg.cc-wide{display:none}.cc-chart>svg.cc-narrow{display:block}}
@container (min-width:1044px){.cc-chart>svg.cc-wide:has(~.cc-broad){display:none}.cc-chart>svg.cc-broad{display:block}}`;

/**
 * The style of every document. Colours come from the surroundings, such as the notebook's theme.
 * A class is doubled where JupyterLab's own style would win. Paper cannot unfold or scroll, so
 * everything shows there.
 */
export const DOCUMENT_STYLE: string = `${CHART_STYLE}
.carboncell{color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.45;max-width:760px;padding:2px 0}
.carboncell .cc-title{font-weight:600;overflow-wrap:anywhere}
.carboncell .cc-headline{font-size:26px;font-weight:700;line-height:1.25;margin:2px 0 0}
.carboncell .cc-facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2px 16px;margin:8px 0}
.carboncell .cc-facts>div{display:contents}
.carboncell .cc-facts>div>span{overflow-wrap:anywhere}
.carboncell .cc-lines{border-left:3px solid #D55E00;margin:8px 0;padding:2px 0 2px 10px}
.carboncell .cc-lines p{margin:0}
.carboncell svg{max-width:100%;height:auto;display:block}
.carboncell details{margin:6px 0}
.carboncell summary{cursor:pointer}
.carboncell .cc-scroll{overflow-x:auto}
.carboncell details .cc-scroll{max-height:320px;overflow:auto}
.carboncell table{border-collapse:collapse;font-size:12px;margin:4px 0}
.carboncell th,.carboncell td{padding:2px 10px 2px 0;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35)}
.carboncell.carboncell th,.carboncell.carboncell td{text-align:left}
.carboncell td{white-space:nowrap}
.carboncell .cc-long{white-space:normal;max-width:34em;overflow-wrap:break-word}
.carboncell tfoot td{font-weight:700}
.carboncell a{color:inherit;text-decoration:underline}
.carboncell .cc-footer{font-size:11px;margin:4px 0 0}
@media print{
.carboncell details::details-content{content-visibility:visible;block-size:auto}
.carboncell details .cc-scroll{max-height:none}
.carboncell .cc-scroll{overflow:visible}
.carboncell .cc-scroll table{font-size:9px}
.carboncell .cc-scroll td{white-space:normal}
.carboncell .cc-scroll th,.carboncell .cc-scroll td{padding-right:5px}
}`;

/** What a report adds. Its class is doubled, as the style of a later card may follow. */
export const REPORT_STYLE = `
.cc-report.cc-report{font-size:14px;line-height:1.5;max-width:1000px}
.cc-report.cc-report h1{font-size:24px;margin:0 0 2px;overflow-wrap:anywhere}
.cc-report.cc-report h2{font-size:18px;margin:32px 0 6px;overflow-wrap:anywhere}
.cc-report.cc-report p,.cc-report.cc-report ul{margin:6px 0;max-width:75ch;overflow-wrap:anywhere}
.cc-report.cc-report ul{padding-left:20px}
.cc-report.cc-report .cc-by{margin:0 0 12px}
.cc-report.cc-report .cc-headline{font-size:34px;line-height:1.2;margin:12px 0 0}
.cc-report.cc-report .cc-summary{border-left:3px solid #0072B2;padding-left:14px;margin:16px 0}
.cc-report.cc-report th,.cc-report.cc-report td{padding:4px 10px 4px 0}
.cc-report.cc-report .cc-footer{font-size:12px;margin-top:32px}
@media print{
.cc-report.cc-report figure,.cc-report.cc-report tr{break-inside:avoid}
.cc-report.cc-report th,.cc-report.cc-report td{padding-right:5px}
}`;
