import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
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

const inBrowser = typeof document !== "undefined";

// jsdom says loudly that it computes no styles of pseudo elements; nobody here needs them.
const plainStyle = inBrowser ? window.getComputedStyle.bind(window) : undefined;

beforeEach(() => {
  if (!inBrowser) return;
  vi.stubGlobal("getComputedStyle", (element: Element) => plainStyle?.(element));
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
