import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

class NoResizeObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** jsdom has no layout: media queries answer no unless a test says otherwise. */
function noMedia(query: string): MediaQueryList {
  return {
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  };
}

// Forms with pickers take their time on a busy machine; what never comes is still told well before a test gives up.
configure({ asyncUtilTimeout: 4000 });

const inBrowser = typeof document !== "undefined";

/**
 * The inline style alone. jsdom would match every element against all rules of the kit on each look for a role, which took most
 * of the time of the tests; nothing they ask for is hidden by a rule.
 */
const inlineStyle = (element: Element): CSSStyleDeclaration => (element as HTMLElement).style;
if (inBrowser && document.defaultView !== null) document.defaultView.getComputedStyle = inlineStyle;

beforeEach(() => {
  if (!inBrowser) return;
  vi.stubGlobal("getComputedStyle", inlineStyle);
  vi.stubGlobal("ResizeObserver", NoResizeObserver);
  vi.stubGlobal("matchMedia", noMedia);
  Element.prototype.scrollIntoView = () => undefined;
  Element.prototype.scrollTo = () => undefined;
});

afterEach(() => {
  if (!inBrowser) return;
  cleanup();
  localStorage.clear();
});
