import { fileURLToPath } from "node:url";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";
import { layers } from "./eslint/layers.js";

const src = fileURLToPath(new URL("./src", import.meta.url));

export default tseslint.config(
  { ignores: ["dist", "node_modules", "src/bridge/generated.ts", "src/bridge/generated/**"] },
  ...tseslint.configs.strict,
  jsxA11y.flatConfigs.strict,
  reactHooks.configs.flat.recommended,
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { house: { rules: { layers } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "house/layers": ["error", { src }],
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML'], Property[key.name='dangerouslySetInnerHTML']",
          message: "Text is never inserted as HTML.",
        },
      ],
      "no-console": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
);
