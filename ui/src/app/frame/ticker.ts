const MINUTE_MS = 60_000;
const AGAIN_MS = 1_000;

export interface Ticker {
  /** Asks at once, or, when an asking is under way, once more after it. */
  now: () => void;
  stop: () => void;
}

/**
 * Asks the core again and again what time has brought about: at once, then every minute, sooner when there is more. Never two at a
 * time. What is refused or fails comes up again with the next asking; nobody needs to hear of it.
 */
export function startTicker(ask: () => Promise<{ more: boolean }>): Ticker {
  let [stopped, running, wanted] = [false, false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const next = (ms: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void run(), ms);
  };
  const run = async () => {
    if (running || stopped) {
      wanted = true;
      return;
    }
    [running, wanted] = [true, false];
    const more = await ask().then((done) => done.more, () => false);
    running = false;
    next(more || wanted ? AGAIN_MS : MINUTE_MS);
  };
  void run();
  return {
    now: () => void run(),
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
