import { NARROW_WIDTH, WIDTH } from "../canvas/theme.ts";

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

/** Height of the chart of a run in its card, in px: the facts below it stay on the screen. */
export const COURSE_HEIGHT = 190;

/**
 * The style of every document. Colours come from the surroundings, such as the notebook's theme.
 * A class is doubled where JupyterLab's own style would win. Paper cannot unfold or scroll, so
 * everything shows there.
 */
export const DOCUMENT_STYLE: string = `${CHART_STYLE}
.carboncell{color:inherit;font-family:var(--jp-ui-font-family,system-ui,sans-serif);font-size:13px;line-height:1.4;max-width:1000px;padding:2px 0;container-type:inline-size}
.carboncell .cc-title{overflow-wrap:anywhere}
.carboncell .cc-muted{opacity:.75}
.carboncell .cc-state{font-size:11px;font-weight:600;padding:1px 8px;border-radius:9px;background:rgba(128,128,128,.18);white-space:nowrap}
.carboncell .cc-head{display:flex;flex-wrap:wrap;align-items:center;gap:2px 28px;margin:2px 0 6px}
.carboncell .cc-headline{font-size:15px;overflow-wrap:anywhere}
.carboncell .cc-headline b{font-size:28px;line-height:1.25;font-weight:650;letter-spacing:-.01em}
.carboncell .cc-range{font-size:12px}
.carboncell .cc-range svg{display:block}
.carboncell .cc-reason{border-left:3px solid currentColor;padding-left:8px;margin:0 0 6px;overflow-wrap:anywhere}
.carboncell figure{margin:6px 0}
.carboncell .cc-facts{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:8px 20px;margin:6px 0 8px}
.carboncell .cc-facts span,.carboncell .cc-facts b{display:block;overflow-wrap:anywhere}
.carboncell .cc-facts b{font-weight:600;font-variant-numeric:tabular-nums}
.carboncell .cc-facts span{font-size:12px}
.carboncell .cc-rows{margin:6px 0}
.carboncell .cc-rows>div{display:grid;grid-template-columns:160px minmax(0,1fr);gap:0 16px}
.carboncell .cc-rows span,.carboncell .cc-rows b{overflow-wrap:anywhere;font-weight:600}
.carboncell .cc-rows span{font-weight:400;grid-column:2}
.carboncell .cc-rows span:first-child{grid-column:1}
.carboncell .cc-more{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 18px;font-size:12px;border-top:1px solid rgba(128,128,128,.3);padding-top:4px}
.carboncell .cc-more span{overflow-wrap:anywhere}
.carboncell details[open]{flex-basis:100%;min-width:0}
.carboncell summary{cursor:pointer}
.carboncell .cc-part{margin:10px 0 2px}
.carboncell.carboncell ul{margin:2px 0;padding-left:18px;overflow-wrap:anywhere}
.carboncell .cc-scroll{overflow-x:auto}
.carboncell details .cc-scroll{max-height:320px;overflow:auto}
.carboncell table{border-collapse:collapse;font-size:12px;margin:4px 0}
.carboncell th,.carboncell td{padding:2px 10px 2px 0;vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35)}
.carboncell.carboncell th,.carboncell.carboncell td{text-align:left}
.carboncell td{white-space:nowrap}
.carboncell .cc-long{white-space:normal;max-width:34em;overflow-wrap:break-word}
.carboncell tfoot td{font-weight:700}
.carboncell a{color:inherit;text-decoration:underline}
.cc-live .cc-title,.cc-live .cc-facts>div>*,.cc-live .cc-more>*,.cc-live .cc-range>div{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.cc-live .cc-head{flex-wrap:nowrap}
.cc-live .cc-headline{white-space:nowrap}
.cc-live .cc-range{min-height:30px}
.cc-live svg.cc-wide{aspect-ratio:${WIDTH}/${COURSE_HEIGHT}}
.cc-live svg.cc-narrow{aspect-ratio:${NARROW_WIDTH}/${COURSE_HEIGHT}}
.cc-live .cc-more{flex-wrap:nowrap;min-height:17px}
.cc-live .cc-more>:last-child{flex:0 1 auto}
@container (max-width:560px){
.cc-live .cc-head{flex-direction:column;align-items:flex-start}
.carboncell .cc-facts{grid-template-columns:repeat(2,minmax(0,1fr))}
.carboncell .cc-rows>div{grid-template-columns:minmax(0,1fr);margin-bottom:4px}
.carboncell .cc-rows span{grid-column:1}
}
@media print{
.carboncell details::details-content{content-visibility:visible;block-size:auto}
.carboncell .cc-more>details{flex-basis:100%}
.carboncell details .cc-scroll{max-height:none}
.carboncell .cc-scroll{overflow:visible}
.carboncell .cc-scroll table{font-size:9px}
.carboncell .cc-scroll td{white-space:normal}
.carboncell .cc-scroll th,.carboncell .cc-scroll td{padding-right:5px}
}`;

/** What a report adds. Its class is doubled, as the style of a later card may follow. */
export const REPORT_STYLE = `
.cc-report.cc-report{font-size:14px;line-height:1.5}
.cc-report.cc-report h1{font-size:24px;margin:0 0 2px;overflow-wrap:anywhere}
.cc-report.cc-report h2{font-size:18px;margin:32px 0 6px;overflow-wrap:anywhere}
.cc-report.cc-report p,.cc-report.cc-report ul{margin:6px 0;max-width:75ch;overflow-wrap:anywhere}
.cc-report.cc-report .cc-by{margin:0 0 12px}
.cc-report.cc-report .cc-headline b{font-size:34px}
.cc-report.cc-report .cc-head{margin:12px 0}
.cc-report.cc-report .cc-summary{border-left:3px solid currentColor;padding-left:14px;margin:16px 0}
.cc-report.cc-report th,.cc-report.cc-report td{padding:4px 10px 4px 0}
.cc-report.cc-report .cc-footer{font-size:12px;margin-top:32px}
@media print{
.cc-report.cc-report figure,.cc-report.cc-report tr{break-inside:avoid}
.cc-report.cc-report th,.cc-report.cc-report td{padding-right:5px}
}`;

/**
 * A style anywhere in a page. HTML allows it in a drawing only. It stands last: GitHub strips the
 * tags and shows the rules as text.
 * @param style Its rules
 */
export function styleHtml(style: string): string {
  return `<svg width="0" height="0" style="position:absolute" aria-hidden="true"><style>${style}</style></svg>`;
}
