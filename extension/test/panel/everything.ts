import type { Page } from 'playwright-core';

/**
 * All that a page holds inside an element, seen or not: texts, attributes and what fields hold, shadow trees too; and
 * what the browser tells a screen reader of the whole page.
 */
export async function everything(page: Page, ...selectors: string[]): Promise<string> {
  const held = await page.evaluate<string>(`(() => {
    const found = [];
    const walk = (node) => {
      if (node instanceof HTMLStyleElement) return;
      if (node instanceof Text) found.push(node.data);
      for (const { value } of node.attributes ?? []) found.push(value);
      if ('value' in node && typeof node.value === 'string') found.push(node.value);
      if (node.shadowRoot) walk(node.shadowRoot);
      node.childNodes.forEach(walk);
    };
    const panel = document.querySelector('vitrina-panel').shadowRoot;
    const inside = (root, selector) => [...root.querySelectorAll('*')].flatMap((each) => [
      ...(each.matches(selector) ? [each] : []),
      ...(each.shadowRoot ? inside(each.shadowRoot, selector) : []),
    ]);
    for (const selector of ${JSON.stringify(selectors)}) inside(panel, selector).forEach(walk);
    return found.join('\\n');
  })()`);
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const told = nodes.map(({ name, value, description }) =>
    [name, value, description].map((each) => String(each?.value ?? '')).join('\n'),
  );
  return [held, ...told].join('\n');
}
