// Builds the web application into the Python package. Run by `make web`; what it writes is committed, so that an installation needs no Node.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as client from "topojson-client";
import * as server from "topojson-server";
import * as simplify from "topojson-simplify";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = join(here, "../src/musnad/app/web/static");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

// The base map: Natural Earth (public domain) by world-atlas (ISC). Fine where the news of this program is from, coarse elsewhere.
function world() {
  const read = (name) => JSON.parse(readFileSync(join(here, "node_modules/world-atlas", name), "utf8"));
  const fine = client.feature(read("countries-50m.json"), "countries").features;
  const near = (f) => {
    const [x, y] = center(f);
    return x > -20 && x < 80 && y > -5 && y < 48;
  };
  const kept = fine.map((f) => ({ type: "Feature", id: f.id, properties: {}, geometry: f.geometry, near: near(f) }));
  const topology = server.topology({ near: { type: "FeatureCollection", features: kept.filter((f) => f.near) }, far: { type: "FeatureCollection", features: kept.filter((f) => !f.near) } }, 2e4);
  const weighed = simplify.presimplify(topology, simplify.sphericalTriangleArea);
  const simple = simplify.simplify(weighed, 4e-8);
  return JSON.stringify(client.quantize(simplify.filter(simple, simplify.filterAttachedWeight(simple, 4e-8, simplify.sphericalRingArea)), 2e4));
}
function center(f) {
  let x0 = 180, x1 = -180, y0 = 90, y1 = -90;
  const walk = (c) => (typeof c[0] === "number" ? ((x0 = Math.min(x0, c[0])), (x1 = Math.max(x1, c[0])), (y0 = Math.min(y0, c[1])), (y1 = Math.max(y1, c[1]))) : c.forEach(walk));
  walk(f.geometry.coordinates);
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 8);
const map = world();
const mapName = `world-${hash(map)}.json`;
writeFileSync(join(out, mapName), map);

const made = await build({
  entryPoints: { app: join(here, "src/main.tsx"), style: join(here, "src/style.css") },
  outdir: out, bundle: true, minify: true, format: "esm", splitting: true, target: ["es2022", "chrome110", "firefox115", "safari16"],
  jsx: "automatic", jsxImportSource: "preact", entryNames: "[name]-[hash]", chunkNames: "part-[hash]", assetNames: "[name]-[hash]",
  loader: { ".woff2": "file" }, publicPath: "/static", define: { WORLD: JSON.stringify(`/static/${mapName}`) }, metafile: true, legalComments: "eof", logLevel: "warning",
});
const named = (entry) => Object.entries(made.metafile.outputs).find(([, o]) => o.entryPoint?.endsWith(entry))[0].split("/").pop();
const icon = readFileSync(join(here, "src/icon.svg"));
const iconName = `icon-${hash(icon)}.svg`;
writeFileSync(join(out, iconName), icon);
const page = readFileSync(join(here, "src/index.html"), "utf8")
  .replace("{{style}}", `/static/${named("style.css")}`).replace("{{app}}", `/static/${named("main.tsx")}`).replace("{{icon}}", `/static/${iconName}`);
writeFileSync(join(out, "index.html"), page);

let total = 0, script = 0;
for (const name of readdirSync(out)) {
  const size = gzipSync(readFileSync(join(out, name))).length;
  total += size;
  if (name.endsWith(".js")) script += size;
  console.log(`${String(Math.round(size / 102.4) / 10).padStart(7)} kB  ${basename(name)}`);
}
console.log(`${Math.round(total / 1024)} kB in all, ${Math.round(script / 1024)} kB of script (gzipped)`);
if (total > 600 * 1024 || script > 250 * 1024) throw new Error("larger than it may be: 600 kB in all, 250 kB of script");
