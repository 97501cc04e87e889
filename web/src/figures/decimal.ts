/** Exact decimals as text. Nothing here ever becomes a floating-point number. */

interface Scaled {
  digits: bigint;
  scale: number;
}

/** Reads what a person typed: full-width digits, separators and spaces are understood. `undefined` if it is no number. */
export function readDecimal(typed: string): string | undefined {
  const text = typed
    .replace(/[０-９．－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s]/g, '')
    .replace(/。/g, '.');
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return undefined;
  return show(scaled(text));
}

/** How many places it has after the point. */
export function places(text: string): number {
  return text.split('.')[1]?.length ?? 0;
}

/** The sum; what is no number adds nothing. */
export function sum(texts: (string | undefined)[]): string {
  const parts = texts.filter((text): text is string => text !== undefined && /^-?\d+(\.\d+)?$/.test(text)).map(scaled);
  const scale = Math.max(0, ...parts.map((part) => part.scale));
  const digits = parts.reduce((total, part) => total + part.digits * 10n ** BigInt(scale - part.scale), 0n);
  return show({ digits, scale });
}

/** `text × numerator / denominator`, exact; `undefined` where it does not come out in 9 places. */
export function times(text: string, numerator: string, denominator: string): string | undefined {
  const value = scaled(text);
  const spare = 9;
  const top = value.digits * BigInt(numerator) * 10n ** BigInt(spare);
  const below = BigInt(denominator);
  if (below === 0n || top % below !== 0n) return undefined;
  return show({ digits: top / below, scale: value.scale + spare });
}

function scaled(text: string): Scaled {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole === '' || whole === '-' ? `${whole}0` : whole}${fraction}`), scale: fraction.length };
}

function show({ digits, scale }: Scaled): string {
  const negative = digits < 0n;
  const text = (negative ? -digits : digits).toString().padStart(scale + 1, '0');
  const whole = text.slice(0, text.length - scale);
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}
