// Looks for the team's answers every few seconds while the page is seen, and less often when nothing waits.

const SOON = 4000;
const LATER = 20000;
const TROUBLED = 10000;

export function watch(look, isAwaited) {
  let timer = null;

  const plan = (delay) => {
    clearTimeout(timer);
    timer = document.hidden ? null : setTimeout(turn, delay);
  };

  async function turn() {
    try {
      await look();
      plan(isAwaited() ? SOON : LATER);
    } catch {
      plan(TROUBLED);
    }
  }

  document.addEventListener("visibilitychange", () => plan(500));
  plan(SOON);
}
