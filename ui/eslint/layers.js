import path from "node:path";

// app → features → shared → bridge; each layer may import itself and those after it.
const LAYERS = ["app", "features", "shared", "bridge"];

/** Packages that one folder wraps for everybody. */
const WRAPPED = [
  { name: /^@tauri-apps\//, owner: "bridge/", words: "only src/bridge touches the window; use its call, upload and onChanged" },
  { name: /^@tanstack\/react-table$/, owner: "shared/DataTable/", words: "the one table is shared/DataTable" },
];

/** The path inside src, with forward slashes; null when outside. */
function insideSrc(file, src) {
  const relative = path.relative(src, file).split(path.sep).join("/");
  return relative.startsWith("..") ? null : relative;
}

function resolve(source, file, src) {
  if (source.startsWith("@/")) return source.slice(2);
  return source.startsWith(".") ? insideSrc(path.resolve(path.dirname(file), source), src) : null;
}

/** Why `file` (inside src) may not import `target` (inside src), or null. */
function refusal(file, target) {
  const [fromLayer, fromFeature] = file.split("/");
  const [toLayer, toFeature, ...inner] = target.split("/");
  const from = LAYERS.indexOf(fromLayer);
  const to = LAYERS.indexOf(toLayer);
  if (from >= 0 && to >= 0 && to < from) return `${fromLayer} must not know ${toLayer}`;
  if (toLayer !== "features" || (fromLayer === "features" && fromFeature === toFeature)) return null;
  const door = inner.length === 0 || (inner.length === 1 && /^index(\.tsx?)?$/.test(inner[0]));
  return door ? null : `reach the feature ${toFeature} through its index.ts only`;
}

/** Keeps the direction of imports. Options: [{ src }], the absolute path of src. */
export const layers = {
  meta: { type: "problem", schema: [{ type: "object", properties: { src: { type: "string" } }, required: ["src"] }] },
  create(context) {
    const { src } = context.options[0];
    const file = insideSrc(context.filename, src);
    if (file === null) return {};
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== "string") return;
      const wrapped = WRAPPED.find((one) => one.name.test(source) && !file.startsWith(one.owner));
      const target = resolve(source, context.filename, src);
      const message = wrapped?.words ?? (target === null ? null : refusal(file, target));
      if (message != null) context.report({ node, message });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};
