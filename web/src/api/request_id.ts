/** A key for one Change, made when a form opens, so that sending it twice writes it once. Works without a secure context. */
export function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
