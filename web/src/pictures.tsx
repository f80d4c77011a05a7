// Pictures as files. Every <svg data-title> of the page is one, and every legend of the page stands below them: what is saved can be
// understood without the page. Looks are written into the elements, since a file has no style sheet.
import type { ComponentChildren } from "preact";
import { type J, date, rtl, t } from "./lib";

const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "paint-order", "opacity", "fill-opacity", "stroke-opacity", "font-size", "font-weight", "font-family", "text-anchor", "direction", "unicode-bidi", "display", "letter-spacing"];
const NS = "http://www.w3.org/2000/svg";
const PAD = 20, SMALL = 13, LINE = 26;

export function savePictures(name: string, answer?: J): void {
  const found = [...document.querySelectorAll<SVGSVGElement>("main svg[data-title]")];
  if (!found.length) return;
  const style = getComputedStyle(document.body);
  const width = Math.max(360, ...found.map((s) => s.getBoundingClientRect().width)) + 2 * PAD;
  const sheet = document.createElementNS(NS, "svg");
  const text = (words: string, y: number, size: number, weight: number, fill: string) => {
    const el = document.createElementNS(NS, "text");
    el.textContent = fitted(words, size, weight, width - 2 * PAD);
    for (const [k, v] of Object.entries({ x: rtl() ? width - PAD : PAD, y, fill, "font-size": size, "font-weight": weight, "font-family": style.fontFamily, direction: rtl() ? "rtl" : "ltr" })) el.setAttribute(k, String(v));
    sheet.append(el);
  };
  const ink = style.color, dim = getComputedStyle(document.documentElement).getPropertyValue("--dim").trim();
  let y = PAD + 22;
  text(document.querySelector("main h1")?.textContent ?? "", y, 22, 600, ink);
  y += 14;
  for (const svg of found) {
    const title = svg.dataset.title!;
    if (title) text(title, (y += LINE), 15, 600, ink);
    y += 10;
    const box = svg.getBoundingClientRect(), copy = looking(svg);
    copy.setAttribute("x", String(rtl() ? width - PAD - box.width : PAD));
    copy.setAttribute("y", String(y));
    sheet.append(copy);
    y += box.height + 8;
  }
  y = legends(sheet, width, y + 10, style, ink);
  text([t("app.name"), answer?.now && t("picture.until", { day: date(answer.as_of ?? answer.now, "long") }), t("picture.check")].filter(Boolean).join(" · "), (y += 18), SMALL - 1, 400, dim);
  const height = Math.ceil(y + PAD);
  for (const [k, v] of Object.entries({ xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}` })) sheet.setAttribute(k, String(v));
  const paper = document.createElementNS(NS, "rect");
  for (const [k, v] of Object.entries({ width, height, fill: style.backgroundColor })) paper.setAttribute(k, String(v));
  sheet.prepend(paper);
  saveBlob(new Blob([new XMLSerializer().serializeToString(sheet)], { type: "image/svg+xml" }), `musnad-${name.replace(/\W+/g, "-")}.svg`);
}

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 5000);
}

// A copy with the looks that it has here; what only answers the mouse stays behind.
function looking(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")], to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((el, i) => {
    const style = getComputedStyle(el), made = to[i] as SVGElement;
    for (const look of LOOKS) made.style.setProperty(look, style.getPropertyValue(look));
    for (const name of ["class", "tabindex", "role", "href", "data-title"]) made.removeAttribute(name);
  });
  const box = svg.getBoundingClientRect();
  from.forEach((el, i) => { // countries beyond the edge
    const at = el.getBoundingClientRect();
    if (el.tagName === "path" && at.width > 0 && (at.right < box.left || at.left > box.right || at.bottom < box.top || at.top > box.bottom)) to[i]!.remove();
  });
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  copy.style.overflow = "hidden";
  return copy;
}

function legends(sheet: SVGSVGElement, width: number, top: number, style: CSSStyleDeclaration, ink: string): number {
  let x = PAD, y = top;
  for (const item of document.querySelectorAll<HTMLElement>("main .legend li")) {
    const swatch = item.querySelector<SVGSVGElement>("svg"), words = item.textContent ?? "";
    const size = 28 + measured(words, SMALL, 400) * 1.15 + 16; // wherever the file is opened, another font may be wider
    if (x + size > width - PAD && x > PAD) { x = PAD; y += 22; }
    if (swatch) {
      const copy = looking(swatch);
      copy.setAttribute("x", String(rtl() ? width - x - 22 : x));
      copy.setAttribute("y", String(y));
      sheet.append(copy);
    }
    const el = document.createElementNS(NS, "text");
    el.textContent = words;
    for (const [k, v] of Object.entries({ x: rtl() ? width - x - 28 : x + 28, y: y + 11, fill: ink, "font-size": SMALL, "font-family": style.fontFamily, direction: rtl() ? "rtl" : "ltr" })) el.setAttribute(k, String(v));
    sheet.append(el);
    x += size;
  }
  return y + 18;
}

let canvas: CanvasRenderingContext2D | null = null;
export function measured(words: string, size: number, weight = 400): number {
  canvas ??= document.createElement("canvas").getContext("2d");
  if (!canvas) return words.length * size * 0.55;
  canvas.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return canvas.measureText(words).width;
}
function fitted(words: string, size: number, weight: number, room: number): string {
  if (measured(words, size, weight) <= room) return words;
  let cut = words;
  while (cut.length > 4 && measured(`${cut}…`, size, weight) > room) cut = cut.slice(0, Math.floor(cut.length * 0.92));
  return `\u2068${cut}…\u2069`;
}

// --- what the signs of a picture mean ------------------------------------------------------------

export type Sign = "dot" | "hollow" | "bar" | "dashed" | "dotted" | "thin" | "flag" | "arrow" | "arrow-dashed" | "ring" | "wide-ring" | "node" | "size" | "diamond";
const drawn: Record<Sign, ComponentChildren> = {
  dot: <circle cx={11} cy={7} r={5.5} class="dot" />, hollow: <circle cx={11} cy={7} r={5} class="dot hollow" />, bar: <line x1={1} x2={21} y1={7} y2={7} class="seg" />,
  dashed: <line x1={1} x2={21} y1={7} y2={7} class="seg suspended" />, dotted: <line x1={1} x2={21} y1={7} y2={7} class="seg planned" />, thin: <line x1={1} x2={21} y1={7} y2={7} class="seg ended" />,
  flag: <g class="flag"><path d="M8 0v14m0-14h9l-3 3.5 3 3.5h-9" /></g>, arrow: <><line x1={0} x2={16} y1={7} y2={7} class="tie-line" /><path d="M15 3 22 7 15 11z" class="tie-head" /></>,
  "arrow-dashed": <><line x1={0} x2={16} y1={7} y2={7} class="tie-line with" /><path d="M15 3 22 7 15 11z" class="tie-head" /></>,
  ring: <><circle cx={11} cy={7} r={6.2} class="doubt" /><circle cx={11} cy={7} r={2.6} class="mark" /></>, "wide-ring": <circle cx={11} cy={7} r={6.2} class="doubt" />, node: <circle cx={11} cy={7} r={5.5} class="node-dot" />,
  size: <><circle cx={6} cy={7} r={3} class="dot hollow" /><circle cx={16} cy={7} r={5.5} class="dot hollow" /></>, diamond: <circle cx={11} cy={7} r={5.5} class="mark" />,
};
export type Key = [sign: Sign, style: string, label: string];
export function Legend({ items }: { items: Key[] }) {
  return <ul class="legend" aria-label={t("key")}>{items.map(([sign, style, label]) => <li key={sign + style + label}><svg width={22} height={14} viewBox="0 0 22 14" class={style} aria-hidden="true">{drawn[sign]}</svg>{label}</li>)}</ul>;
}
