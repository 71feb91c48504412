import { chordOf, isPlain, isPrintable, normalise, type Chord } from "./chord";
import { inDialog, isComposing, isTextTarget, ownsEnter } from "./target";

export interface KeyBinding {
  /** "a", "Shift+X", "Ctrl+Enter", "F2", "?", or a sequence "g q". */
  chord: Chord;
  /** What it does, as shown on the key sheet. */
  label: string;
  /** Heading on the key sheet. */
  group: string;
  run: () => void;
  /** Why it does nothing now. It stays on the sheet with these words. */
  disabledReason?: string | undefined;
  /** Acts again while the key is held down (moving in a list). */
  repeats?: boolean;
}

/** Where bindings come from; the nearest to the person wins. */
export type KeyLevel = "app" | "screen" | "part" | "dialog";
const LEVELS: readonly KeyLevel[] = ["app", "screen", "part", "dialog"];

interface Layer {
  level: KeyLevel;
  bindings: readonly KeyBinding[];
}

/** A scanner types a sign every few milliseconds, a person never under this gap. */
export const BURST_GAP_MS = 40;
const SEQUENCE_MS = 1500;

/** The one place where keys turn into actions. Holds the rules that keep typing, input methods and scanners whole. */
export class KeyMap {
  private layers: Layer[] = [];
  private listeners = new Set<() => void>();
  private snapshot: readonly KeyBinding[] = [];
  private prefix: { chord: Chord; at: number } | null = null;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private lastPrintable = -Infinity;

  /** Adds a layer; the returned function takes it away. */
  add(level: KeyLevel, bindings: readonly KeyBinding[]): () => void {
    const layer = { level, bindings };
    this.layers = [...this.layers, layer];
    this.changed();
    return () => {
      this.layers = this.layers.filter((other) => other !== layer);
      this.changed();
    };
  }

  /** What is active, nearest first, one binding per chord. Stable between changes. */
  readonly active = (): readonly KeyBinding[] => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly handle = (event: KeyboardEvent): void => {
    if (isComposing(event) || event.defaultPrevented) return;
    const chord = chordOf(event);
    if (isModifier(chord) || (isPlain(chord) && isTextTarget(event.target))) return;
    if (chord === "enter" && ownsEnter(event.target)) return;
    if (this.partOfBurst(chord, event)) return;
    const binding = this.resolve(chord, event);
    if (binding === "prefix") event.preventDefault();
    if (binding === null || binding === "prefix") return;
    event.preventDefault();
    if (binding.disabledReason !== undefined || (event.repeat && !binding.repeats)) return;
    if (isPrintable(chord) && !event.repeat) this.runAfterGap(binding);
    else binding.run();
  };

  /** Forgets what is half typed. */
  cancel(): void {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.waiting = null;
    this.prefix = null;
  }

  /** A sign that follows another at once is a scanner's: neither the former nor this one is a command. */
  private partOfBurst(chord: Chord, event: KeyboardEvent): boolean {
    if (event.repeat) return false;
    const burst = event.timeStamp - this.lastPrintable < BURST_GAP_MS;
    if (isPrintable(chord) || burst) this.lastPrintable = event.timeStamp;
    if (burst) this.cancel();
    return burst;
  }

  private resolve(chord: Chord, event: KeyboardEvent): KeyBinding | "prefix" | null {
    const started = this.prefix !== null && event.timeStamp - this.prefix.at < SEQUENCE_MS ? this.prefix.chord : null;
    this.prefix = null;
    const bindings = this.reachable(event.target);
    if (started !== null) return bindings.find((binding) => normalise(binding.chord) === `${started} ${chord}`) ?? null;
    const exact = bindings.find((binding) => normalise(binding.chord) === chord);
    if (exact !== undefined) return exact;
    if (!bindings.some((binding) => normalise(binding.chord).startsWith(`${chord} `))) return null;
    this.prefix = { chord, at: event.timeStamp };
    return "prefix";
  }

  private reachable(target: EventTarget | null): readonly KeyBinding[] {
    return inDialog(target) ? nearestFirst(this.layers.filter((layer) => layer.level === "dialog")) : this.snapshot;
  }

  private runAfterGap(binding: KeyBinding): void {
    this.waiting = setTimeout(() => {
      this.waiting = null;
      binding.run();
    }, BURST_GAP_MS);
  }

  private changed(): void {
    this.snapshot = nearestFirst(this.layers);
    for (const listener of this.listeners) listener();
  }
}

function nearestFirst(layers: readonly Layer[]): readonly KeyBinding[] {
  const ordered = [...layers].reverse().sort((a, b) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level));
  const byChord = new Map<Chord, KeyBinding>();
  for (const binding of ordered.flatMap((layer) => layer.bindings)) {
    const chord = normalise(binding.chord);
    if (!byChord.has(chord)) byChord.set(chord, binding);
  }
  return [...byChord.values()];
}

function isModifier(chord: Chord): boolean {
  return /(^|\+)(control|shift|alt|meta|capslock)$/.test(chord);
}
