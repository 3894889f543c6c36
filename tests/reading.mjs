// What a shopper reads off lists and product pages, and how an option is chosen.

/** How many products a list says it has. */
export const shownTotal = async (page) =>
  Number((await page.locator('.toolbar .total').innerText()).replace(/[^\d]/g, ''));

/** The titles of a list's cards, in order. */
export const cardTitles = (page) =>
  page.locator('.product-grid .product-card .title').allInnerTexts();

/** Presses the value of an option, as a finger would. */
export const choose = (page, option, value) =>
  page.locator(`label.value:has(input[name="option-${option}"][value="${value}"])`).click();

/** Two values that are each made but not together: of `kept` with the rest as they are, `given`. */
export function impossibleChoice({ options, variants }) {
  const made = new Set(variants.map(({ choices }) => String(choices)));
  for (const { choices } of variants) {
    for (const [option, { values }] of options.entries()) {
      for (const value of values.keys()) {
        const tried = choices.with?.(option, value) ?? Object.assign([...choices], { [option]: value });
        if (!made.has(String(tried))) {
          const other = option === 0 ? 1 : 0;
          return {
            kept: { option: other, value: choices[other] },
            given: { option, value },
          };
        }
      }
    }
  }
  return undefined;
}
