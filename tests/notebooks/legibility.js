// This script runs in the page under test, so it has no types; see pictures_test.ts.

/** WCAG 2.2, success criterion 1.4.3, for text of any size. */
const MINIMUM_CONTRAST = 4.5;

const THIN_PX = 3;

const NOTHING = [0, 0, 0, 0];

/** Allows half a pixel of rounding on either side. */
const TOLERANCE_PX = 1;

/**
 * Finds the illegible texts in the outputs of an exported notebook, one line a fault.
 * @returns {{ texts: number, faults: string[] }} The number of texts checked, and the faults
 */
globalThis.carboncellLegibility = () => {
  // elementsFromPoint() must also see elements that ignore the mouse
  const style = document.createElement("style");
  style.textContent = "* { pointer-events: auto !important }";
  document.head.append(style);
  // folded content has to be legible too once it is opened
  document.querySelectorAll("details").forEach((it) => it.open = true);
  opacities.clear();
  const texts = [...document.querySelectorAll(".jp-RenderedHTMLCommon")]
    .filter((output) => output.closest(".jp-OutputArea-output"))
    .flatMap(visibleTexts);
  const faults = texts.flatMap(({ node, element }) => {
    const box = inView(node, element);
    return [contrastFault(element, box), clipFault(element, box)]
      .filter((fault) => fault !== undefined)
      .map((fault) => `"${node.data.trim()}": ${fault}`);
  });
  style.remove();
  return { texts: texts.length, faults };
};

/** Least size of a text in a chart, in px. */
const LEAST_TEXT_PX = 11;

/** Texts may touch by this much: their boxes have room above and below the letters. */
const TOUCH_PX = 3;

/**
 * Finds texts of the charts in view that are over another text, reach out of their chart, or are
 * too small, one line a fault.
 * @param {boolean} areOurs Whether all marks are ours, and so have to show the mouse their value
 * @returns {{ texts: number, faults: string[] }} The number of texts checked, and the faults
 */
globalThis.carboncellCharts = (areOurs) => {
  const faults = [];
  let count = 0;
  for (const svg of document.querySelectorAll(".cc-chart > svg")) {
    if (!svg.checkVisibility()) continue;
    const view = svg.getBoundingClientRect();
    const scale = view.width / svg.viewBox.baseVal.width;
    const texts = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() !== "")
      .map((text) => ({ text, box: text.getBoundingClientRect() }));
    count += texts.length;
    for (const [index, { text, box }] of texts.entries()) {
      const say = (fault) => faults.push(`"${text.textContent}": ${fault}`);
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < LEAST_TEXT_PX) say(`${size.toFixed(1)} px`);
      const clipped = clipFault(text, box);
      if (clipped !== undefined) say(clipped);
      for (const other of texts.slice(index + 1)) {
        if (isOver(box, other.box)) say(`over "${other.text.textContent}"`);
      }
    }
    const untitled = [...svg.querySelectorAll("rect, circle")]
      .filter((mark) => mark.closest("[data-mark]") !== null)
      .filter((mark) =>
        mark.querySelector("title") === null &&
        mark.closest("[fill='currentColor']") === null
      );
    if (areOurs && untitled.length > 0) {
      faults.push(`${untitled.length} marks show the mouse no value`);
    }
  }
  return { texts: count, faults };
};

function isOver(a, b) {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOUCH_PX;
}

function visibleTexts(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    if (node.data.trim() !== "" && isShown(element, boxOf(node))) {
      texts.push({ node, element });
    }
  }
  return texts;
}

function isShown(element, box) {
  // a box of one pixel holds text for screen readers only
  return !element.closest("title, desc, style, script") && box.width > 2 &&
    box.height > 2 && element.checkVisibility({ visibilityProperty: true }) &&
    !isClippedAway(element);
}

function isClippedAway(element) {
  for (let at = element; at !== null; at = at.parentElement) {
    const { width, height } = at.getBoundingClientRect();
    const hides = getComputedStyle(at).overflow !== "visible";
    if (hides && (width <= 2 || height <= 2)) return true;
  }
  return false;
}

/** Gives a text's box on the screen, because elementsFromPoint() sees nothing elsewhere. */
function inView(node, element) {
  const { left, top, right, bottom } = boxOf(node);
  const isIn = left >= 0 && top >= 0 && right <= innerWidth &&
    bottom <= innerHeight;
  // scroll it to the top, so that the next texts are in view as well
  if (!isIn) element.scrollIntoView({ block: "start", inline: "center" });
  return boxOf(node);
}

function boxOf(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  return range.getBoundingClientRect();
}

function clipFault(element, box) {
  const svg = outermostSvg(element);
  if (svg === undefined) return;
  const view = svg.getBoundingClientRect();
  const outside = Math.max(
    view.left - box.left,
    view.top - box.top,
    box.right - view.right,
    box.bottom - view.bottom,
  );
  return outside > TOLERANCE_PX
    ? `reaches ${outside.toFixed(1)} px out of its chart`
    : undefined;
}

function outermostSvg(element) {
  let svg;
  for (let at = element; at !== null; at = at.parentElement) {
    if (at.localName === "svg") svg = at;
  }
  return svg;
}

function contrastFault(element, box) {
  const worst = [0.15, 0.5, 0.85]
    .map((share) => ({
      x: box.left + share * box.width,
      y: box.top + box.height / 2,
    }))
    .map((point) => contrastAt(element, point))
    .reduce((a, b) => a.ratio < b.ratio ? a : b);
  return worst.ratio < MINIMUM_CONTRAST
    ? `contrast ${worst.ratio.toFixed(2)} of ${worst.text} on ${worst.back}`
    : undefined;
}

function contrastAt(element, { x, y }) {
  const back = haloOf(element, backgroundAt(element, x, y));
  const style = getComputedStyle(element);
  const paint = isSvgShape(element) ? style.fill : style.color;
  const alpha = isSvgShape(element) ? Number(style.fillOpacity) : 1;
  const text = over(colour(paint, alpha * opacityOf(element)), back);
  return { ratio: contrast(text, back), text: rgb(text), back: rgb(back) };
}

/** Gives a text's outline if it is wide enough to be its background. */
function haloOf(element, back) {
  const style = getComputedStyle(element);
  const isHalo = isSvgShape(element) && style.stroke !== "none" &&
    style.paintOrder.startsWith("stroke") && parseFloat(style.strokeWidth) >= 2;
  if (!isHalo) return back;
  const alpha = Number(style.strokeOpacity) * opacityOf(element);
  return over(colour(style.stroke, alpha), back);
}

/** Gives the colour behind a text: everything painted below it, from the page up. */
function backgroundAt(element, x, y) {
  const stack = document.elementsFromPoint(x, y);
  const layers = stack.slice(stack.indexOf(element) + 1).reverse()
    .filter((layer) => !element.contains(layer))
    .filter((layer) => !["text", "tspan", "textPath"].includes(layer.localName))
    .map((layer) => paintAt(layer, x, y));
  if (!isSvgShape(element)) layers.push(paintAt(element, x, y));
  return layers.reduce((back, layer) => over(layer, back), [255, 255, 255, 1]);
}

function paintAt(element, x, y) {
  const style = getComputedStyle(element);
  const opacity = opacityOf(element);
  if (!isSvgShape(element)) return colour(style.backgroundColor, opacity);
  if (!(element instanceof SVGGeometryElement)) return NOTHING;
  const toOwn = element.getScreenCTM().inverse();
  const point = new DOMPoint(x, y).matrixTransform(toOwn);
  const isLine = element.localName === "line"; // a line has a fill but no area
  const fill = !isLine && element.isPointInFill(point)
    ? colour(style.fill, Number(style.fillOpacity) * opacity)
    : NOTHING;
  // a thin line crosses a text and is not its background
  return parseFloat(style.strokeWidth) > THIN_PX &&
      element.isPointInStroke(point)
    ? over(colour(style.stroke, Number(style.strokeOpacity) * opacity), fill)
    : fill;
}

function isSvgShape(element) {
  return element instanceof SVGElement && element.localName !== "svg";
}

/** Most texts lie on the same elements, so each is asked once. */
const opacities = new Map();

function opacityOf(element) {
  if (element === null) return 1;
  let opacity = opacities.get(element);
  if (opacity === undefined) {
    opacity = Number(getComputedStyle(element).opacity) *
      opacityOf(element.parentElement);
    opacities.set(element, opacity);
  }
  return opacity;
}

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const pixel = canvas.getContext("2d", { willReadFrequently: true });

/** The pixels of colours by their CSS. */
const pixels = new Map();

/** Converts a CSS colour to [red, green, blue, alpha], where alpha is 0 to 1. */
function colour(css, opacity) {
  if (css === "none" || css.startsWith("url(")) return NOTHING;
  if (!pixels.has(css)) {
    pixel.clearRect(0, 0, 1, 1);
    pixel.fillStyle = css;
    pixel.fillRect(0, 0, 1, 1);
    pixels.set(css, pixel.getImageData(0, 0, 1, 1).data);
  }
  const [red, green, blue, alpha] = pixels.get(css);
  return [red, green, blue, alpha / 255 * opacity];
}

/** Gives the visible colour of one colour on top of another. */
function over([red, green, blue, alpha], back) {
  const below = back[3] * (1 - alpha);
  const seen = alpha + below;
  if (seen === 0) return NOTHING;
  const mix = (top, under) => (top * alpha + under * below) / seen;
  return [mix(red, back[0]), mix(green, back[1]), mix(blue, back[2]), seen];
}

/** @see Its definition: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]) {
  const linear = (channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function rgb(color) {
  return `rgb(${color.slice(0, 3).map(Math.round).join(" ")})`;
}
