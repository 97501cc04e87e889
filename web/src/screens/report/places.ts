interface Which {
  indicator: string;
  unit: string;
  period: string;
}

/** Where a figure first stands on the paper. */
export function placeOf({ indicator, unit, period }: Which): HTMLElement | undefined {
  const places = document.querySelectorAll<HTMLElement>('.paper [data-indicator]');
  return Array.from(places).find(
    ({ dataset }) => dataset.indicator === indicator && dataset.unit === unit && dataset.period === period,
  );
}

/** Brings a figure into view, and the keyboard with it. */
export function see(which: Which): void {
  const place = placeOf(which);
  place?.scrollIntoView({ behavior: 'smooth', block: 'center' });
  place?.focus({ preventScroll: true });
}
