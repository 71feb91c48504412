import axe from "axe-core";

/** What axe finds wrong, one line each. Colours are measured by the theme's own test: jsdom does not paint. */
export async function faults(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`));
}
