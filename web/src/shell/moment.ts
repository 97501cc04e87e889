const HOURS = 8 * 3_600_000;

/** A moment as a person in China reads it, to the minute, wherever the device believes to be. */
export function moment(instant: string): string {
  const millis = Date.parse(instant);
  return Number.isNaN(millis) ? instant : new Date(millis + HOURS).toISOString().slice(0, 16).replace('T', ' ');
}
