/** A key stroke as written in a binding: "a", "Shift+X", "Ctrl+Enter", "F2", "?"; two with a space between are a sequence: "g q". */
export type Chord = string;

/** What of a keyboard event decides. */
export interface Stroke {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The one spelling of a stroke. Cmd counts as Ctrl. Shift is named only where it does not already change the sign ("?" needs none). */
export function chordOf(stroke: Stroke): Chord {
  const letter = /^[a-z]$/i.test(stroke.key);
  const sign = stroke.key.length === 1 && !letter;
  const key = letter ? stroke.key.toLowerCase() : stroke.key === " " ? "space" : stroke.key.toLowerCase();
  return [
    stroke.ctrlKey || stroke.metaKey ? "ctrl" : "",
    stroke.altKey ? "alt" : "",
    stroke.shiftKey && !sign ? "shift" : "",
    key,
  ]
    .filter(Boolean)
    .join("+");
}

/** The spelling used inside the map for a written chord. */
export function normalise(chord: Chord): Chord {
  return chord.trim().toLowerCase();
}

/** Whether a chord types something when pressed in a text field, so that it must not act there. */
export function isPlain(chord: Chord): boolean {
  return !/^(ctrl|alt)\+/.test(chord) && !/^(shift\+)?f\d{1,2}$/.test(chord);
}

/** Whether a chord is one printable sign, the kind a scanner or an input method also produces. */
export function isPrintable(chord: Chord): boolean {
  const key = chord.replace(/^shift\+/, "");
  return key.length === 1 || key === "space";
}

/** A chord for the eye: "Ctrl+K", "G 然后 Q". */
export function showChord(chord: Chord): string {
  return normalise(chord)
    .split(" ")
    .map((part) => part.split("+").map(showKey).join("+"))
    .join(" 然后 ");
}

const SHOWN: Record<string, string> = { enter: "Enter", escape: "Esc", arrowup: "↑", arrowdown: "↓", space: "空格", ctrl: "Ctrl", shift: "Shift", alt: "Alt" };

function showKey(key: string): string {
  return SHOWN[key] ?? key.toUpperCase();
}
