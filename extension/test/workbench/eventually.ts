/** A wait that lasts longer, in milliseconds, is a fault. On a busy machine the first activation takes tens of seconds. */
export const LIMIT_MS = 120_000;

/** Waits until a condition holds. */
export async function eventually(what: string, condition: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
